/* ---
title: Positions
about: Where each authority stands among the others that have a value.
columns:
  indicator: id of the indicator
  period: the period
  pool: default leaves out areas with tiny numbers, all has everybody
  area_code: code of the area
  rank: 1 is the better end, or the highest where there is no direction; equal values share the better rank
  n_ranked: how many are ranked
  band: quarter of areas, 4 the better; empty where there is no direction or too few to compare
  below: how many have a lower value
--- */
select indicator, period, pool, area_code, rank, n_ranked, band, below
from position
order by indicator, period, pool, rank, area_code
