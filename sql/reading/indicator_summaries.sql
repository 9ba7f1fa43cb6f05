-- Every indicator with its newest period and England's value then; an indicator without data has no period. Where a whole year
-- and one of its terms end on the same day, the year is meant.
with latest_period as (
  select indicator, max_by(period, (last_day, period not like '% %')) as period
  from value
  where value is not null
  group by indicator
)
select indicator.id, coalesce(latest_period.period, ''), value.numerator, value.denominator, value.value, coalesce(value.status, '')
from indicator
left join latest_period on latest_period.indicator = indicator.id
left join value on value.indicator = latest_period.indicator and value.period = latest_period.period
  and value.area_code = (select code from area where level = 'country')
order by indicator.id
