-- How a publisher's text becomes a statistic: a number with its status, the symbol that stood in its place, and the
-- edition it was printed in, which is put in where the warehouse is read. A symbol is never 0. `meaning` and `good_status`
-- belong to the file being read.

create or replace macro printed(text) as nullif(trim(text), '');

create or replace macro plain_number(text) as
  case when isfinite(try_cast(text as double)) then try_cast(text as double) end;

-- numbers printed with thousands commas
create or replace macro grouped(text) as replace(text, ',', '');

create or replace macro as_statistic(text, number) as {
  'value': number,
  'status': case when number is not null then good_status() else coalesce(meaning(lower(printed(text))), 'not available') end,
  'symbol': case when number is null then coalesce(printed(text), '') end,
  'edition': null::varchar
};

-- a percentage, a rate or a mean, as printed; "4.40%" is 4.4
create or replace macro rated(text) as as_statistic(text, plain_number(rtrim(printed(text), '%')));

-- pounds, which can be below zero
create or replace macro pounds(text) as as_statistic(text, plain_number(text));

-- pounds printed in millions
create or replace macro millions(text) as as_statistic(text, plain_number(text) * 1e6);

-- a count of people or events; the publisher's slip of a negative count is kept as its symbol, and is no number
create or replace macro counted(text) as case
  when plain_number(text) < 0
  then {'value': null::double, 'status': 'unreliable', 'symbol': printed(text), 'edition': null::varchar}
  else as_statistic(text, plain_number(text)) end;

-- a number worked out from others of the same file
create or replace macro worked_out(number) as {
  'value': number::double,
  'status': case when number is null then 'not available' else good_status() end,
  'symbol': case when number is null then '' end,
  'edition': null::varchar
};

create or replace macro printed_in(statistic, edition) as {
  'value': (statistic).value, 'status': (statistic).status, 'symbol': (statistic).symbol, 'edition': edition
};

-- sums keep the first missing part's status: a sum with a part missing is missing
create or replace macro plus(a, b) as {
  'value': (a).value + (b).value,
  'status': case when (a).value is null then (a).status else (b).status end,
  'symbol': case when (a).value is null then (a).symbol else (b).symbol end,
  'edition': coalesce((a).edition, (b).edition)
};
create or replace macro minus(a, b) as {
  'value': (a).value - (b).value,
  'status': case when (a).value is null then (a).status else (b).status end,
  'symbol': case when (a).value is null then (a).symbol else (b).symbol end,
  'edition': coalesce((a).edition, (b).edition)
};
create or replace macro total_of(parts) as {
  'value': case when len(list_filter(parts, p -> p.value is null)) = 0 then list_sum(list_transform(parts, p -> p.value)) end,
  'status': coalesce(list_filter(parts, p -> p.value is null)[1].status, parts[1].status),
  'symbol': list_filter(parts, p -> p.value is null)[1].symbol,
  'edition': parts[1].edition
};

-- no figure is published: the status says so
create or replace macro no_statistic() as {
  'value': null::double, 'status': 'not available', 'symbol': '', 'edition': null::varchar
};

-- periods as the product writes them
create or replace macro two_years(six) as left(six, 4) || '-' || right(six, 2);
create or replace macro period_of(time_period, time_identifier) as case
  when length(trim(time_period)) = 4 then trim(time_period)
  when lower(trim(time_identifier)) in ('autumn term', 'spring term', 'summer term')
    then two_years(trim(time_period)) || ' ' || replace(lower(trim(time_identifier)), ' term', '')
  else two_years(trim(time_period)) end;
create or replace macro january_of(time_period) as case
  when length(trim(time_period)) = 4 then trim(time_period) || '-01'
  else left(trim(time_period), 2) || right(trim(time_period), 2) || '-01' end;

create or replace macro level_of(geographic_level) as case lower(trim(geographic_level))
  when 'national' then 'country'
  when 'regional' then 'region'
  when 'local authority' then 'authority'
  else lower(trim(geographic_level)) end;
create or replace macro code_of(geographic_level, old_la_code, region_code, country_code) as case level_of(geographic_level)
  when 'country' then trim(country_code)
  when 'region' then trim(region_code)
  else trim(old_la_code) end;
create or replace macro name_of(geographic_level, la_name, region_name, country_name) as case level_of(geographic_level)
  when 'country' then trim(country_name)
  when 'region' then trim(region_name)
  else trim(la_name) end;

-- the label that stands for everybody, under its many names
create or replace macro is_total(label) as lower(trim(label)) in (
  'total', 'all', 'all ehc plans', 'all ehc plans issued', 'all requests for ehc needs assessments',
  'all requests for an ehc needs assessment', 'all ehc needs assessments', 'new ehc plans', 'all new ehc plans',
  'all annual reviews', 'all reviews of ehc plans', 'all personal budgets', 'all residential placements',
  'all work based placements', 'all ceased ehc plans', 'all pupils');
create or replace macro label_of(label) as case when is_total(label) then 'total' else trim(label) end;

-- the three kinds of provision for special educational needs, under their many names; null for any other label
create or replace macro sen_provision_of(label) as case regexp_replace(lower(trim(label)), '^sen - ', '')
  when 'ehc plan' then 'EHC plan'
  when 'ehc plans' then 'EHC plan'
  when 'education, health and care plan' then 'EHC plan'
  when 'education, health and care plans' then 'EHC plan'
  when 'sen with statement or ehc' then 'EHC plan'
  when 'sen with a statement or ehc plan' then 'EHC plan'
  when 'statement or ehcp' then 'EHC plan'
  when 'statement or ehc plan' then 'EHC plan'
  when 'ehc plan or statement' then 'EHC plan'
  when 'ehcp or statement' then 'EHC plan'
  when 'sen support' then 'SEN support'
  when 'sen without statement' then 'SEN support'
  when 'sen without an ehc plan' then 'SEN support'
  when 'sen support / sen without an ehc plan' then 'SEN support'
  when 'sen no statement or ehc' then 'SEN support'
  when 'no sen' then 'No SEN'
  when 'no sen provision' then 'No SEN'
  when 'no identified sen' then 'No SEN'
  when 'no identified special educational need' then 'No SEN'
  when 'no identified special educational needs' then 'No SEN' end;

-- kinds of school, under their many names; a label that is none of them stays as it is
create or replace macro school_phase_of(label) as case regexp_replace(lower(trim(label)), '^state-funded ', '')
  when 'total' then 'Total'
  when 'all schools' then 'Total'
  when 'nursery' then 'Nursery'
  when 'primary' then 'Primary'
  when 'secondary' then 'Secondary'
  when 'special' then 'Special'
  when 'special school' then 'Special'
  when 'ap school' then 'Alternative provision'
  when 'alternative provision' then 'Alternative provision'
  when 'pupil referral unit' then 'Alternative provision'
  when 'pupil referral units' then 'Alternative provision'
  when 'pru' then 'Alternative provision'
  else trim(label) end;

-- numbers of several rows added up, as text; where a part is a symbol, the sum is that symbol
create or replace macro added_up(text) as
  case when count(plain_number(text)) = count(*) then sum(plain_number(text))::varchar else min(text) filter (plain_number(text) is null) end;
-- part of whole per 100, as text
create or replace macro percentage_of(part, whole) as coalesce(
  (100 * plain_number(part) / nullif(plain_number(whole), 0))::varchar,
  case when plain_number(part) is null then part else whole end);

-- a date as a report has it, in either order, written 2025-01-31; 1900 stands for one that nobody could read
create or replace macro report_date(text) as
  nullif(coalesce(try_cast(trim(text) as date), try_strptime(trim(text), '%d/%m/%Y')::date), date '1900-01-01')::varchar;

-- the last day of a period, enough to say which areas existed
create or replace macro last_day_of(period, basis) as case
  when length(period) = 4 then make_date(period::integer, 12, 31)
  when basis = 'january' then make_date(left(period, 4)::integer, 1, 31)
  when basis = 'financial' then make_date(left(period, 4)::integer + 1, 3, 31)
  when period like '% autumn' then make_date(left(period, 4)::integer, 12, 31)
  when period like '% spring' then make_date(left(period, 4)::integer + 1, 3, 31)
  when period like '% summer' then make_date(left(period, 4)::integer + 1, 7, 31)
  else make_date(left(period, 4)::integer + 1, 8, 31) end;
create or replace macro alive_in(from_day, to_day, period, basis) as
  (from_day is null or from_day <= last_day_of(period, basis)) and (to_day is null or to_day >= last_day_of(period, basis));
