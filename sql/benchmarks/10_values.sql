-- Values: one row an indicator, area and period, with every authority that existed then. A number that is not there is a
-- status. Regions whose figure the publisher does not give are summed where every authority of theirs is published.

create macro wilson_lower(x, n) as greatest(0, (2 * x + 3.841458820694124 - 1.959963984540054 * sqrt(3.841458820694124 + 4 * x * (1 - x / n))) / (2 * (n + 3.841458820694124)));
create macro wilson_upper(x, n) as least(1, (2 * x + 3.841458820694124 + 1.959963984540054 * sqrt(3.841458820694124 + 4 * x * (1 - x / n))) / (2 * (n + 3.841458820694124)));
create macro byar_lower(x) as case when x = 0 then 0 else greatest(0, x * pow(1 - 1 / (9 * x) - 1.959963984540054 / (3 * sqrt(x)), 3)) end;
create macro byar_upper(x) as (x + 1) * pow(1 - 1 / (9 * (x + 1)) + 1.959963984540054 / (3 * sqrt(x + 1)), 3);

create temp table given as
select figure.* exclude (indicator), figure.indicator, indicator.times, indicator.precision_, indicator.interval_, indicator.basis, indicator.regions
from figure
join indicator on indicator.id = figure.indicator;

create temp table periods as
select distinct edition_age, indicator, period, basis, last_day_of(period, basis) as last_day
from given;

-- authorities that existed and have no row at all
create temp table absent as
select periods.edition_age, periods.indicator, area.code as area_code, periods.period,
  {'value': null::double, 'status': 'not available', 'symbol': 'no row', 'edition': null::varchar} as nothing
from periods
cross join area
anti join given on given.edition_age = periods.edition_age and given.indicator = periods.indicator and given.period = periods.period
  and given.area_code = area.code
where area.level = 'authority'
  and alive_in(area.from_day, area.to_day, periods.period, periods.basis)
  and periods.edition_age = 'latest';

-- regions and parts of regions that the publisher gives no figure for
create temp table summed as
with members as (
  select given.*, area.region as whole
  from given join area on area.code = given.area_code and area.level = 'authority'
  where given.regions = 'summed'
  union all
  select given.*, area.subregion as whole
  from given join area on area.code = given.area_code and area.level = 'authority'
  where given.regions = 'summed' and area.subregion is not null
),
due as (
  select periods.edition_age, periods.indicator, periods.period, whole.code as whole, count(*) as n
  from periods
  cross join area
  join area whole on whole.code in (area.region, area.subregion)
  where area.level = 'authority' and alive_in(area.from_day, area.to_day, periods.period, periods.basis)
  group by all
)
select members.edition_age, members.indicator, members.whole as area_code, members.period,
  case when count(numerator.value) >= any_value(due.n) then sum(numerator.value::decimal(28, 6))::double end as numerator,
  case when count(denominator.value) >= any_value(due.n) then sum(denominator.value::decimal(28, 6))::double end as denominator,
  max(coalesce(numerator.edition, denominator.edition)) as edition
from members
join due on due.edition_age = members.edition_age and due.indicator = members.indicator and due.period = members.period and due.whole = members.whole
group by members.edition_age, members.indicator, members.whole, members.period;

create temp table figures as
select edition_age, indicator, area_code, period, numerator, denominator, published, false as summed from given
union all
select edition_age, indicator, area_code, period, nothing, nothing, nothing, false from absent
union all
select edition_age, indicator, area_code, period,
  {'value': numerator, 'status': case when numerator is null then 'not available' else 'ok' end, 'symbol': case when numerator is null then 'a part is missing' end, 'edition': edition},
  {'value': denominator, 'status': case when denominator is null then 'not available' else 'ok' end, 'symbol': case when denominator is null then 'a part is missing' end, 'edition': edition},
  no_statistic(), true
from summed
anti join given on given.edition_age = summed.edition_age and given.indicator = summed.indicator and given.period = summed.period
  and given.area_code = summed.area_code;

create temp table worked as
select figures.*, indicator.times, indicator.precision_, indicator.interval_, indicator.basis, indicator.unit,
  case
    when indicator.unit in ('count', 'pounds') then numerator.value
    when denominator.value = 0 then null
    when numerator.value is not null and denominator.value is not null then indicator.times * numerator.value / denominator.value
    else published.value
  end as exact,
  case
    when indicator.unit in ('count', 'pounds') then numerator.status
    when denominator.value = 0 then 'not applicable'
    when numerator.value is not null and denominator.value is not null
      then case when 'provisional' in (numerator.status, denominator.status) then 'provisional' else 'ok' end
    when published.value is not null then published.status
    when numerator.value is null and numerator.symbol <> '' then numerator.status
    when denominator.value is null and denominator.symbol <> '' then denominator.status
    when published.symbol <> '' then published.status
    else numerator.status
  end as status,
  case
    when indicator.unit in ('count', 'pounds') then numerator.symbol
    when denominator.value = 0 then 'nothing to divide by'
    when numerator.value is null and numerator.symbol <> '' then numerator.symbol
    when denominator.value is null and denominator.symbol <> '' then denominator.symbol
    else published.symbol
  end as symbol,
  coalesce(numerator.edition, denominator.edition, published.edition) as edition
from figures
join indicator on indicator.id = figures.indicator;

create table value as
select indicator, area_code, period, basis, last_day_of(period, basis) as last_day,
  numerator.value as numerator, denominator.value as denominator,
  exact, round(exact, precision_) as value, status,
  case when exact is null then symbol end as symbol, summed, edition,
  case
    when exact is null or numerator.value is null or denominator.value is null then null
    when interval_ = 'wilson' and numerator.value between 0 and denominator.value then times * wilson_lower(numerator.value, denominator.value)
    when interval_ = 'byar' and numerator.value >= 0 then times * byar_lower(numerator.value) / denominator.value
  end as lower,
  case
    when exact is null or numerator.value is null or denominator.value is null then null
    when interval_ = 'wilson' and numerator.value between 0 and denominator.value then times * wilson_upper(numerator.value, denominator.value)
    when interval_ = 'byar' and numerator.value >= 0 then times * byar_upper(numerator.value) / denominator.value
  end as upper
from worked
where edition_age = 'latest'
order by indicator, period, area_code;

-- what a newer edition changed
create table revision as
with before as (
  select indicator, area_code, period, round(exact, precision_) as value, status, symbol, edition
  from worked
  where edition_age = 'earlier'
)
select before.indicator, before.area_code, before.period, before.value as was, before.status as was_status, before.edition as was_edition,
  value.value as is_now, value.status as is_status, value.edition as edition
from before
join value using (indicator, area_code, period)
where before.value is distinct from value.value
  or before.status is distinct from value.status
order by all;

drop table figure;
