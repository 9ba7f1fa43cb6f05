-- Values of several areas and indicators with all they are compared with. Areas and indicators are codes with blanks between
-- (null for all); $newest narrows to the newest period that anybody has a figure for, of each indicator. The pool says which
-- authorities are ranked. Every table is narrowed before it is joined, which keeps a page's wait short.
with values_ as (
  select value.*
  from value
  where ($areas is null or list_contains(string_split($areas, ' '), area_code))
    and ($indicators is null or list_contains(string_split($indicators, ' '), indicator))
    and (not $newest or (indicator, period) in (select (indicator, period) from newest))
),
comparisons as (
  select * from comparison
  where ($areas is null or list_contains(string_split($areas, ' '), area_code))
    and ($indicators is null or list_contains(string_split($indicators, ' '), indicator))
),
positions as (
  select * from position
  where pool = $pool
    and ($areas is null or list_contains(string_split($areas, ' '), area_code))
    and ($indicators is null or list_contains(string_split($indicators, ' '), indicator))
)
select v.indicator, v.area_code, area.name, area.level, v.period, v.numerator, v.denominator, v.value, v.status,
  coalesce(v.symbol, ''), v.summed, v.lower, v.upper,
  comparisons.england, comparisons.region, comparisons.neighbours, comparisons.neighbours_n,
  comparisons.previous, comparisons.change, comparisons.broken,
  positions.rank, positions.n_ranked, positions.band, positions.area_code is not null as pooled, coalesce(positions.below, 0),
  distribution.q0, distribution.q25, distribution.q50, distribution.q75, distribution.q100, v.edition
from values_ v
join area on area.code = v.area_code
join comparisons on comparisons.indicator = v.indicator and comparisons.area_code = v.area_code and comparisons.period = v.period
left join positions on positions.indicator = v.indicator and positions.area_code = v.area_code and positions.period = v.period
left join distribution on distribution.indicator = v.indicator and distribution.period = v.period and distribution.pool = $pool
order by v.indicator, v.last_day, v.period, area.ordinal
