-- An indicator's values with all they are compared with: of one period, of one area, or both (null for all). The pool says
-- which authorities are ranked. Every table is narrowed before it is joined, which keeps a page's wait short.
with values_ as (
  select * from value
  where indicator = $indicator and ($area is null or area_code = $area) and ($period is null or period = $period)
),
comparisons as (
  select * from comparison
  where indicator = $indicator and ($area is null or area_code = $area) and ($period is null or period = $period)
),
positions as (
  select * from position
  where indicator = $indicator and pool = $pool and ($area is null or area_code = $area) and ($period is null or period = $period)
),
distributions as (
  select * from distribution
  where indicator = $indicator and pool = $pool and ($period is null or period = $period)
)
select v.indicator, v.area_code, area.name, area.level, v.period, v.numerator, v.denominator, v.value, v.status,
  coalesce(v.symbol, ''), v.summed, v.lower, v.upper,
  comparisons.england, comparisons.region, comparisons.neighbours, comparisons.neighbours_n,
  comparisons.previous, comparisons.change, comparisons.broken,
  positions.rank, positions.n_ranked, positions.band, positions.area_code is not null as pooled, coalesce(positions.below, 0),
  distributions.q0, distributions.q25, distributions.q50, distributions.q75, distributions.q100, v.edition
from values_ v
join area on area.code = v.area_code
join comparisons on comparisons.area_code = v.area_code and comparisons.period = v.period
left join positions on positions.area_code = v.area_code and positions.period = v.period
left join distributions on distributions.period = v.period
order by v.last_day, area.ordinal
