/* ---
title: Comparisons
about: What each value stands beside. England, its region, the mean of its statistical neighbours, and the same period a year before.
columns:
  indicator: id of the indicator
  area_code: code of the area
  period: the period
  england: the country's value
  region: the region's value
  neighbours: mean of its statistical neighbours' values
  neighbours_n: how many of them have one
  previous: its own value a year before; empty across a break of the series
  change: how much it moved since
  broken: counted in a new way from this period, so there is nothing to compare with
--- */
select indicator, area_code, period, england, region, neighbours, neighbours_n, previous, change, broken
from comparison
order by indicator, period, area_code
