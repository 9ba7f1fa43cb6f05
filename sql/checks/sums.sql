/* ---
name: sums
severity: error
when: edition
says: Counts of authorities add up to their region and to England, and regions to England, where every part is published; where a part is missing, the sum is not above the whole.
--- */
with parts as (
  select long.period, long.measure, area.region, long.area_code, long.value, long.line
  from long
  join adds using (measure)
  join area on area.code = long.area_code
  where long.level = 'authority'
),
published as (
  select period, measure, level, area_code, any_value(value) as value, min(line) as line
  from long
  join adds using (measure)
  where level in ('region', 'country')
  group by period, measure, level, area_code
),
expected_parts as (
  select period, area.code as area_code, area.region
  from (select distinct period from long)
  cross join about
  cross join area
  where area.level = 'authority' and alive_in(area.from_day, area.to_day, period, about.basis)
),
added as (
  select period, measure, region as area_code, 'region' as level, 'authorities' as of_what, sum(value) as total, count(value) as n, count(*) - count(value) as missing
  from parts
  group by period, measure, region
  union all
  select period, measure, (select code from area where level = 'country'), 'country', 'authorities', sum(value), count(value), count(*) - count(value)
  from parts
  group by period, measure
  union all
  select period, measure, (select code from area where level = 'country'), 'country', 'regions', sum(value), count(value), count(*) - count(value)
  from published
  where level = 'region'
  group by period, measure
),
rows_there as (
  select period, region, count(distinct area_code) as n from parts group by period, region
),
rows_due as (
  select period, region, count(*) as n from expected_parts group by period, region
),
absent as (
  select rows_due.period, rows_due.region as area_code, rows_due.n - coalesce(rows_there.n, 0) as n
  from rows_due
  left join rows_there using (period, region)
  union all
  select rows_due.period, (select code from area where level = 'country'), sum(rows_due.n - coalesce(rows_there.n, 0))
  from rows_due
  left join rows_there using (period, region)
  group by rows_due.period
)
select published.line, published.area_code, published.period, published.measure,
  printf('%.12g', published.value) as found,
  printf('%.12g', added.total) || ' from ' || added.n || ' ' || added.of_what as expected,
  case when added.missing + coalesce(absent.n, 0) > 0 and added.of_what = 'authorities'
    then 'the parts that are published already come to more than the whole'
    else 'the whole is not the sum of its parts' end as message
from published
join added using (period, measure, level, area_code)
left join absent using (period, area_code)
where published.value is not null
  and added.n > 0
  and case
    when added.missing > 0 or (added.of_what = 'authorities' and coalesce(absent.n, 0) > 0)
      then added.total > published.value * (1 + 1e-9) + 0.5
    else abs(added.total - published.value) > 0.5 + 1e-9 * abs(published.value)
  end
order by published.line, published.measure, added.of_what
