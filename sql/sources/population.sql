/* ---
table: population
basis: calendar
keys: [ages]
total: ages = '0-15'
whole: true
adds: [people]
--- */
-- Estimates are printed for the authorities of today, in every year, under their ONS codes. England is the sum of its authorities
-- where it is not printed and all of theirs are.
with printed_rows as (
  select line, trim(geography_code) as code, trim(geography_name) as name, trim(date) as period,
    coalesce(
      printed(regexp_replace(regexp_extract(lower(c_age_name), '\d+(\s*(-|to)\s*\d+)?'), '\s*(-|to)\s*', '-')),
      trim(c_age_name)
    ) as ages,
    obs_value
  from raw
  where lower(trim(gender_name)) in ('total', 'persons')
    and lower(trim(measures_name)) = 'value'
),
england as (
  select -min(line) as line, (select code from area where level = 'country') as code, null::varchar as name, period, ages,
    added_up(obs_value) as obs_value
  from printed_rows
  where code not in (select code from area where level <> 'authority')
  group by period, ages
  having count(*) = (select count(*) from area where level = 'authority' and to_day is null)
),
all_rows as (
  select * from printed_rows
  union all
  select * from england anti join printed_rows using (code, period, ages)
)
select line, null::varchar as level, code, null::varchar as ons, name, period, ages,
  counted(obs_value) as people
from all_rows
