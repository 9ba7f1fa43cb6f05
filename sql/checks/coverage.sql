/* ---
name: coverage
severity: error
when: edition
says: A table that covers every authority has at least nine in ten of those that existed in each period.
--- */
with due as (
  select period, count(*) as n
  from (select distinct period from long)
  cross join about
  cross join area
  where area.level = 'authority' and not area.left_out and alive_in(area.from_day, area.to_day, period, about.basis)
  group by period
),
there as (
  select long.period, count(distinct long.area_code) as n
  from long
  join area on area.code = long.area_code
  where long.level = 'authority' and not area.left_out
  group by long.period
)
select null as line, null as area_code, due.period, null as measure,
  coalesce(there.n, 0) || ' authorities' as found,
  due.n || ' authorities' as expected,
  'too few authorities have a row, so they cannot add up to England: the file may be cut short' as message
from due
left join there using (period)
where (select whole from about)
  and coalesce(there.n, 0) < 0.9 * due.n
order by due.period
