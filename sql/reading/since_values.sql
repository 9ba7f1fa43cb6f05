-- Values of some areas in chosen periods. Pairs are "indicator|period" with semicolons between, for a period may hold a blank;
-- areas are codes with blanks between. Positions are among the areas compared by default.
with pairs as (
  select distinct split_part(pair, '|', 1) as indicator, split_part(pair, '|', 2) as period
  from (select unnest(string_split($pairs, ';')) as pair)
)
select v.indicator, v.area_code, area.name, v.period, v.numerator, v.denominator, v.value, v.status, v.lower, v.upper, position.band, v.edition
from value v
join pairs on pairs.indicator = v.indicator and pairs.period = v.period
join area on area.code = v.area_code
left join position on position.indicator = v.indicator and position.area_code = v.area_code and position.period = v.period and position.pool = 'default'
where v.area_code in (select unnest(string_split($areas, ' ')))
order by v.indicator, v.last_day, area.ordinal
