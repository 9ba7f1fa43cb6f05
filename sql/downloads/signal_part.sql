/* ---
title: What data signals are made of
about: Each figure of each theme's set with the quarter it is in.
columns:
  area_code: code of the area
  theme: T1 to T10
  pool: default leaves out areas with tiny numbers, all has everybody
  item: place in the theme's set
  indicator: id of the indicator; empty where no published figure fills the place
  period: the period
  band: quarter of areas, 4 the better
  status: compared, too few, left out, no figures, or why there is no number
  optional: stands beside the set and does not count in it
--- */
select area_code, theme, pool, item, indicator, period, band, status, optional
from signal_part
order by area_code, pool, theme, ordinal, indicator
