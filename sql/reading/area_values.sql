-- Values of several areas and indicators with all they are compared with. Areas and indicators are codes with blanks between
-- (null for all); $newest narrows to the newest period that anybody has a figure for, of each indicator. The pool says which
-- authorities are ranked.
with figures as (
  select * from newest_figure where $newest
  union all
  select * from area_figure where not $newest
),
chosen as (
  select *, case when $pool = 'all' then placed_among_all else placed end as position
  from figures
  where ($areas is null or area_code in (select unnest(string_split($areas, ' '))))
    and ($indicators is null or list_contains(string_split($indicators, ' '), indicator))
)
select chosen.indicator, chosen.area_code, area.name, area.level, chosen.period, chosen.numerator, chosen.denominator, chosen.value, chosen.status,
  coalesce(chosen.symbol, ''), chosen.summed, chosen.lower, chosen.upper,
  chosen.england, chosen.region, chosen.neighbours, chosen.neighbours_n, chosen.previous, chosen.change, chosen.broken,
  chosen.position.rank, chosen.position.n_ranked, chosen.position.band, chosen.position is not null, coalesce(chosen.position.below, 0),
  distribution.q0, distribution.q25, distribution.q50, distribution.q75, distribution.q100, chosen.edition
from chosen
join area on area.code = chosen.area_code
left join distribution on distribution.indicator = chosen.indicator and distribution.period = chosen.period and distribution.pool = $pool
order by chosen.indicator, chosen.last_day, chosen.period, area.ordinal
