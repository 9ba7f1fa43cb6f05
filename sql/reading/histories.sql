-- The last five periods of each indicator up to the one its overview shows, oldest first, for one area beside the country. A
-- term is followed through the same term of other years.
with shown as (
  select indicator, last_day, split_part(period, ' ', 2) as term
  from newest
  where not $ended
  union all
  select indicator, max(last_day), split_part(max_by(period, last_day), ' ', 2)
  from value
  where $ended and area_code = $area and value is not null
  group by indicator
),
recent as (
  select indicator, period, last_day
  from (
    select distinct value.indicator, value.period, value.last_day
    from value
    join shown on shown.indicator = value.indicator and value.last_day <= shown.last_day
      and split_part(value.period, ' ', 2) = shown.term
    where value.area_code in ($area, (select code from area where level = 'country'))
  )
  qualify row_number() over (partition by indicator order by last_day desc) <= 5
)
select recent.indicator, recent.period, here.numerator, here.denominator, here.value, coalesce(here.status, 'not available'), country.value
from recent
left join value here on here.indicator = recent.indicator and here.period = recent.period and here.area_code = $area
left join value country on country.indicator = recent.indicator and country.period = recent.period
  and country.area_code = (select code from area where level = 'country')
order by recent.indicator, recent.last_day
