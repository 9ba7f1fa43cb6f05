/* ---
name: sums
severity: error
when: edition
says: Counts of authorities add up to their region and to England, and regions to England, where every part is published; where a part is missing, the sum is not above the whole.
--- */
with belongs as (
  select area.code as area_code, whole.code as whole
  from area
  join area whole on whole.level = 'country' or whole.code in (area.region, area.subregion)
  where area.level = 'authority'
),
parts as (
  select long.period, long.apart, long.measure, long.area_code, long.value, belongs.whole
  from long
  join adds using (measure)
  join belongs on belongs.area_code = long.area_code
  where long.level = 'authority'
),
published as (
  select period, apart, measure, level, area_code, any_value(value) as value, min(line) as line
  from long
  join adds using (measure)
  where level in ('region', 'subregion', 'country')
  group by period, apart, measure, level, area_code
),
-- inner and outer London stand for London where the publisher has no row of it
regions as (
  select published.*, area.region
  from published
  join area on area.code = published.area_code
  where published.level = 'region'
  union all
  select published.*, area.region
  from published
  join area on area.code = published.area_code
  anti join published whole on whole.area_code = area.region and whole.period = published.period and whole.apart = published.apart
    and whole.measure = published.measure
  where published.level = 'subregion'
),
added as (
  select period, apart, measure, whole as area_code, 'authorities' as of_what, sum(value) as total, count(value) as n, count(*) - count(value) as missing
  from parts
  group by period, apart, measure, whole
  union all
  select period, apart, measure, (select code from area where level = 'country'), 'regions', sum(value), count(value), count(*) - count(value)
  from regions
  group by period, apart, measure
),
there as (
  select period, whole as area_code, count(distinct area_code) as n from parts group by period, whole
),
due as (
  select periods.period, belongs.whole as area_code, count(*) as n
  from (select distinct period from long) periods
  cross join about
  cross join belongs
  join area on area.code = belongs.area_code
  where alive_in(area.from_day, area.to_day, periods.period, about.basis)
  group by periods.period, belongs.whole
),
absent as (
  select due.period, due.area_code, due.n - coalesce(there.n, 0) as n
  from due
  left join there using (period, area_code)
)
select published.line, published.area_code, published.period, published.measure,
  printf('%.12g', published.value) as found,
  printf('%.12g', added.total) || ' from ' || added.n || ' ' || added.of_what as expected,
  case
    when added.total > published.value and added.missing + coalesce(absent.n, 0) > 0 and added.of_what = 'authorities'
      then 'the parts that are published already come to more than the whole'
    when added.of_what = 'authorities' and coalesce(absent.n, 0) > 0
      then 'the authorities do not add up to the whole: a figure was changed, or the file is cut short (' || absent.n || ' that existed have no row)'
    else 'the whole is not the sum of its parts' end as message
from published
join added using (period, apart, measure, area_code)
left join absent using (period, area_code)
where published.value is not null
  and added.n > 0
  and case
    when added.missing > 0 or (added.of_what = 'authorities' and coalesce(absent.n, 0) > 0 and not (select listed from about))
      then added.total > published.value * (1 + 1e-9) + 0.5
    else abs(added.total - published.value) > 0.5 + 1e-9 * abs(published.value)
  end
order by published.line, published.measure, added.of_what
