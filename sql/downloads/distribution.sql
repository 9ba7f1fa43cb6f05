/* ---
title: Distributions
about: The spread of authorities' values. Quantiles are of type 7.
columns:
  indicator: id of the indicator
  period: the period
  pool: default leaves out areas with tiny numbers, all has everybody
  n: how many authorities have a value
  q0: the lowest
  q25: a quarter lie below
  q50: the median
  q75: a quarter lie above
  q100: the highest
--- */
select indicator, period, pool, n, q0, q25, q50, q75, q100
from distribution
order by indicator, period, pool
