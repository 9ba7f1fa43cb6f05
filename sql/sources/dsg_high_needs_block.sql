/* ---
table: dsg_high_needs_block
basis: financial
whole: true
listed: true
adds: ["*"]
--- */
-- Below the authorities stand four tiers and then the regions. London is among both and is taken once; the other tiers are
-- not regions and are left out.
-- The total's column moves from year to year and is found by its heading.
with title as (
  select any_value(regexp_extract(c_a, '(\d{4}) to (\d{4})', ['first', 'last'])) as years from grid where line = 1
),
areas as (
  select grid.*,
    case when regexp_full_match(trim(c_a), '\d{3}') then 'authority' when trim(c_a) = 'ENGLAND' then 'country' else 'region' end as level,
    two_years(years.first || right(years.last, 2)) as period
  from grid
  cross join title
  where line > 3 and trim(c_a) <> ''
),
total as (
  select number from cells where line = 1 and regexp_matches(trim(text), '^Total high needs block before deductions')
)
select areas.line, level,
  case level when 'authority' then trim(c_a) when 'country' then (select code from area where level = 'country') end as code, null::varchar as ons,
  case level when 'authority' then trim(c_b) when 'region' then trim(c_a) end as name, period,
  pounds(cells.text) as total
from areas
cross join total
left join cells on cells.line = areas.line and cells.number = total.number
where level <> 'region'
  or trim(c_a) not ilike '% authorities'
qualify level <> 'region' or row_number() over (partition by level, lower(trim(c_a)) order by areas.line desc) = 1
