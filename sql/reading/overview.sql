-- Each indicator for one area: the newest period that has figures at all or, where the area is no longer there, the last one
-- that has a figure for it. An indicator the area has no row of is there too, without a number.
with shown as (
  select indicator, period
  from newest
  where not $ended
  union all
  select indicator, max_by(period, last_day)
  from value
  where $ended and area_code = $area and value is not null
  group by indicator
)
select shown.indicator, $area, shown.period, value.numerator, value.denominator, value.value, coalesce(value.status, 'not available'),
  value.lower, value.upper, country.value as england, comparison.region, comparison.neighbours, coalesce(comparison.neighbours_n, 0),
  comparison.previous, comparison.change, coalesce(comparison.broken, false),
  position.rank, position.n_ranked, position.band, position.below, position.area_code is not null,
  distribution.q0, distribution.q25, distribution.q50, distribution.q75, distribution.q100, coalesce(distribution.n, 0), value.edition
from shown
left join value on value.indicator = shown.indicator and value.period = shown.period and value.area_code = $area
left join value country on country.indicator = shown.indicator and country.period = shown.period
  and country.area_code = (select code from area where level = 'country')
left join comparison on comparison.indicator = shown.indicator and comparison.period = shown.period and comparison.area_code = $area
left join position on position.indicator = shown.indicator and position.period = shown.period and position.area_code = $area
  and position.pool = 'default'
left join distribution on distribution.indicator = shown.indicator and distribution.period = shown.period and distribution.pool = 'default'
order by shown.indicator
