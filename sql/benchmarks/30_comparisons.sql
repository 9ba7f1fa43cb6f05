-- Comparisons: beside each authority's value, England's, its region's and the mean of its statistical neighbours, with how
-- many of them had a number. The mean is of neighbours' values, unweighted, as the Local Authority Interactive Tool takes it.

create table neighbour as
select area_code, rank_of::integer as place, neighbour_code, lower(closeness) as closeness, period as model
from latest.neighbours
where area_code in (select code from area where level = 'authority')
  and period = (select max(period) from latest.neighbours)
order by area_code, place;

create temp table among as
select value.indicator, value.period, neighbour.area_code,
  round(sum(value.value::decimal(28, 8))::double / count(*), 10) as mean, count(*) as n
from neighbour
join value on value.area_code = neighbour.neighbour_code
where value.value is not null
group by value.indicator, value.period, neighbour.area_code;

-- England on the authorities that have both numbers, where the published figure mixes populations
create table matching as
select value.indicator, value.period, sum(numerator::decimal(28, 6))::double as numerator, sum(denominator::decimal(28, 6))::double as denominator,
  any_value(indicator.times) * sum(numerator::decimal(28, 6))::double / nullif(sum(denominator::decimal(28, 6))::double, 0) as exact, count(*) as n
from value
join area on area.code = value.area_code and area.level = 'authority'
join indicator on indicator.id = value.indicator
where numerator is not null and denominator is not null and indicator.unit not in ('count', 'pounds', 'times', 'weeks')
group by value.indicator, value.period;

create macro year_before(period) as case
  when length(period) = 4 then (period::integer - 1)::varchar
  when period like '____-01' then printf('%04d-01', left(period, 4)::integer - 1)
  else printf('%04d-%02d', left(period, 4)::integer - 1, left(period, 4)::integer % 100) || coalesce(substr(period, 8), '') end;

create temp table series_break as
select indicator.id as indicator, unnest(from_json(json_extract(about, '$.breaks[*].from'), '["varchar"]')) as from_period
from indicator;

create table comparison as
select value.indicator, value.area_code, value.period, country.value as england, region.value as region, area.region as region_code,
  among.mean as neighbours, coalesce(among.n, 0) as neighbours_n,
  case when broken.indicator is null then before.value end as previous,
  case when broken.indicator is null then round(value.value - before.value, indicator.precision_) end as change,
  broken.indicator is not null as broken
from value
join indicator on indicator.id = value.indicator
left join area on area.code = value.area_code
left join value country on country.indicator = value.indicator and country.period = value.period
  and country.area_code = (select code from area where level = 'country')
left join value region on region.indicator = value.indicator and region.period = value.period and region.area_code = area.region
left join among on among.indicator = value.indicator and among.period = value.period and among.area_code = value.area_code
left join value before on before.indicator = value.indicator and before.area_code = value.area_code
  and before.period = case when value.basis = 'january' or length(value.period) <> 7 or right(value.period, 2) <> '01'
    then year_before(value.period) else printf('%04d-%02d', left(value.period, 4)::integer - 1, left(value.period, 4)::integer % 100) end
left join series_break broken on broken.indicator = value.indicator and broken.from_period = value.period
order by value.indicator, value.period, value.area_code;

-- the newest period of each indicator, and of each basis where an indicator has several
create table newest as
select indicator, max_by(period, last_day) as period, max(last_day) as last_day
from value
where value is not null
group by indicator;
