-- The newest value of every indicator for one area, with the columns of reading/values: the newest period that anybody has a
-- number for, and for an area that has ended, its own last.
with last_period as (
  select value.indicator, value.period
  from value
  join newest on newest.indicator = value.indicator
  where value.area_code = $area
    and value.last_day <= newest.last_day
  qualify row_number() over (partition by value.indicator order by value.last_day desc, value.period = newest.period desc, value.period desc) = 1
)
select value.indicator, value.area_code, area.name as area_name, value.period, value.numerator, value.denominator, value.value, value.status,
  value.lower, value.upper, comparison.england, comparison.region, comparison.neighbours, comparison.neighbours_n,
  position.rank, position.n_ranked, position.band,
  distribution.q0, distribution.q25, distribution.q50, distribution.q75, distribution.q100, value.edition
from value
join last_period on last_period.indicator = value.indicator and last_period.period = value.period
join area on area.code = value.area_code
join comparison on comparison.indicator = value.indicator and comparison.area_code = value.area_code and comparison.period = value.period
left join position on position.indicator = value.indicator and position.area_code = value.area_code and position.period = value.period
  and position.pool = $pool
left join distribution on distribution.indicator = value.indicator and distribution.period = value.period and distribution.pool = $pool
where value.area_code = $area
order by value.indicator
