-- The rows of `inclusion values`: parameters are the indicator, the pool, the area and the period (null for all).
select value.indicator, value.area_code, area.name as area_name, value.period, value.numerator, value.denominator, value.value, value.status,
  value.lower, value.upper, comparison.england, comparison.region, comparison.neighbours, comparison.neighbours_n,
  position.rank, position.n_ranked, position.band,
  distribution.q0, distribution.q25, distribution.q50, distribution.q75, distribution.q100, value.edition
from value
join area on area.code = value.area_code
join comparison using (indicator, area_code, period)
left join position on position.indicator = value.indicator and position.area_code = value.area_code and position.period = value.period
  and position.pool = $pool
left join distribution on distribution.indicator = value.indicator and distribution.period = value.period and distribution.pool = $pool
where value.indicator = $indicator
  and ($area is null or value.area_code = $area)
  and ($period is null or value.period = $period)
order by value.last_day, value.period, area.ordinal
