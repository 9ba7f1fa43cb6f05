-- Each indicator for one area: the newest period that has figures at all or, where the area is no longer there, the last one
-- that has a figure for it. An indicator the area has no row of is there too, without a number.
-- Newest figures have a table of their own; all years are looked through only for an area that has ended.
with shown as (
  select indicator, period
  from newest
  where not $ended
  union all
  select indicator, max_by(period, last_day)
  from area_figure
  where $ended and area_code = $area and value is not null
  group by indicator
),
own as (
  select * from newest_figure where not $ended and area_code = $area
  union all
  select * from area_figure where $ended and area_code = $area
),
country as (
  select * from newest_figure where not $ended and area_code = (select code from area where level = 'country')
  union all
  select * from area_figure where $ended and area_code = (select code from area where level = 'country')
)
select shown.indicator, $area, shown.period, own.numerator, own.denominator, own.value, coalesce(own.status, 'not available'),
  own.lower, own.upper, country.value as england, own.region, own.neighbours, coalesce(own.neighbours_n, 0),
  own.previous, own.change, coalesce(own.broken, false),
  own.placed.rank, own.placed.n_ranked, own.placed.band, own.placed.below, own.placed is not null,
  distribution.q0, distribution.q25, distribution.q50, distribution.q75, distribution.q100, coalesce(distribution.n, 0), own.edition
from shown
left join own on own.indicator = shown.indicator and own.period = shown.period
left join country on country.indicator = shown.indicator and country.period = shown.period
left join distribution on distribution.indicator = shown.indicator and distribution.period = shown.period and distribution.pool = 'default'
order by shown.indicator
