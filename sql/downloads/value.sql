/* ---
title: Values
about: One row an indicator, area and period. A missing number is empty and its status says why; it is never 0.
columns:
  indicator: id of the indicator
  area_code: code of the area
  period: 2024 (calendar), 2023-24 (academic or financial), 2025-01 (count of January), 2024-25 autumn (term)
  last_day: last day of the period
  numerator: what was counted
  denominator: what it is out of
  value: the figure, at the publisher's precision
  status: ok, provisional, low, unreliable, suppressed, not applicable or not available
  symbol: what stands in the publisher's file in place of a number
  summed: added up here from the region's authorities
  edition: id of the file it is from
  lower: lower end of the 95% interval
  upper: upper end of the 95% interval
--- */
select indicator, area_code, period, last_day, numerator, denominator, value, status, symbol, summed, edition, lower, upper
from value
order by indicator, last_day, period, area_code
