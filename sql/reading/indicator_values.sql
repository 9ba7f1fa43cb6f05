-- An indicator's values with all they are compared with: of one period, of one area, or both (null for all). The pool says
-- which authorities are ranked.
select value.indicator, value.area_code, area.name, area.level, value.period, value.numerator, value.denominator, value.value, value.status,
  coalesce(value.symbol, ''), value.summed, value.lower, value.upper,
  comparison.england, comparison.region, comparison.neighbours, comparison.neighbours_n,
  comparison.previous, comparison.change, comparison.broken,
  position.rank, position.n_ranked, position.band, position.area_code is not null as pooled, coalesce(position.below, 0),
  distribution.q0, distribution.q25, distribution.q50, distribution.q75, distribution.q100, value.edition
from value
join area on area.code = value.area_code
join comparison on comparison.indicator = value.indicator and comparison.area_code = value.area_code and comparison.period = value.period
left join position on position.indicator = value.indicator and position.area_code = value.area_code and position.period = value.period
  and position.pool = $pool
left join distribution on distribution.indicator = value.indicator and distribution.period = value.period and distribution.pool = $pool
where value.indicator = $indicator
  and ($area is null or value.area_code = $area)
  and ($period is null or value.period = $period)
order by value.last_day, area.ordinal
