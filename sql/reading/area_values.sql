-- Values of several areas and indicators with all they are compared with. Areas and indicators are codes with blanks between
-- (null for all); $newest narrows to the newest period that anybody has a figure for, of each indicator. The pool says which
-- authorities are ranked.
with values_ as (
  select value.*
  from value
  where ($areas is null or area_code in (select unnest(string_split($areas, ' '))))
    and ($indicators is null or indicator in (select unnest(string_split($indicators, ' '))))
    and (not $newest or (indicator, period) in (select (indicator, period) from newest))
)
select v.indicator, v.area_code, area.name, area.level, v.period, v.numerator, v.denominator, v.value, v.status,
  coalesce(v.symbol, ''), v.summed, v.lower, v.upper,
  comparison.england, comparison.region, comparison.neighbours, comparison.neighbours_n,
  comparison.previous, comparison.change, comparison.broken,
  position.rank, position.n_ranked, position.band, position.area_code is not null as pooled, coalesce(position.below, 0),
  distribution.q0, distribution.q25, distribution.q50, distribution.q75, distribution.q100, v.edition
from values_ v
join area on area.code = v.area_code
join comparison on comparison.indicator = v.indicator and comparison.area_code = v.area_code and comparison.period = v.period
left join position on position.indicator = v.indicator and position.area_code = v.area_code and position.period = v.period
  and position.pool = $pool
left join distribution on distribution.indicator = v.indicator and distribution.period = v.period and distribution.pool = $pool
order by v.indicator, v.last_day, v.period, area.ordinal
