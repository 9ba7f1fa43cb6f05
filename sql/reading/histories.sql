-- Values of one area and of the country, oldest first: the last years up to each indicator's newest period or, where the area is
-- no longer there, all of them.
with country as (select code from area where level = 'country'),
series as (
  select * from newest_history where not $ended and area_code = $area
  union all
  select * from newest_history where not $ended and area_code = (select code from country) and area_code <> $area
  union all
  select indicator, area_code, period, last_day, numerator, denominator, value, status
  from area_figure where $ended and area_code in (select code from area where code = $area or level = 'country')
)
select indicator, period, area_code = $area, numerator, denominator, value, status
from series
order by indicator, last_day, area_code = $area
