-- Values of chosen areas, indicators and periods, with the columns of reading/values. Areas and indicators are codes with blanks
-- between, periods have commas between (null for all of each); years are those in which a period's last day falls. Newest narrows
-- to the newest period of each indicator that anybody has a number for.
with chosen as (
  select value.*, area.name as area_name, area.ordinal
  from value
  join area on area.code = value.area_code
  where ($areas is null or area_code in (select unnest(string_split($areas, ' '))))
    and ($indicators is null or indicator in (select unnest(string_split($indicators, ' '))))
    and ($periods is null or period in (select unnest(string_split($periods, ','))))
    and ($from is null or year(last_day) >= $from)
    and ($to is null or year(last_day) <= $to)
    and (not $newest or (indicator, period) in (select (indicator, period) from newest))
  order by indicator, last_day, period, area.ordinal
  limit $limit offset $offset
)
select chosen.indicator, chosen.area_code, chosen.area_name, chosen.period, chosen.numerator, chosen.denominator, chosen.value, chosen.status,
  chosen.lower, chosen.upper, comparison.england, comparison.region, comparison.neighbours, comparison.neighbours_n,
  position.rank, position.n_ranked, position.band,
  distribution.q0, distribution.q25, distribution.q50, distribution.q75, distribution.q100, chosen.edition
from chosen
join comparison on comparison.indicator = chosen.indicator and comparison.area_code = chosen.area_code and comparison.period = chosen.period
left join position on position.indicator = chosen.indicator and position.area_code = chosen.area_code and position.period = chosen.period
  and position.pool = $pool
left join distribution on distribution.indicator = chosen.indicator and distribution.period = chosen.period and distribution.pool = $pool
order by chosen.indicator, chosen.last_day, chosen.period, chosen.ordinal
