/* ---
table: dsg_allocations
basis: financial
whole: true
listed: true
adds: ["*"]
balances:
  - {total: total_before, parts: [schools_before, central_before, high_needs_before, early_years_before], within: 2}
  - {total: total_after, parts: [schools_after, central_after, high_needs_after, early_years_after], within: 2}
--- */
-- Below the authorities stand four tiers and then the regions. London is among both and is taken once; the other tiers are
-- not regions and are left out.
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
)
select line, level,
  case level when 'authority' then trim(c_a) when 'country' then (select code from area where level = 'country') end as code, null::varchar as ons,
  case level when 'authority' then trim(c_b) when 'region' then trim(c_a) end as name, period,
  pounds(c_c) as schools_before,
  pounds(c_d) as central_before,
  pounds(c_e) as high_needs_before,
  pounds(c_f) as early_years_before,
  pounds(c_g) as total_before,
  pounds(c_h) as schools_after,
  pounds(c_i) as central_after,
  pounds(c_j) as high_needs_after,
  pounds(c_k) as early_years_after,
  pounds(c_l) as total_after
from areas
where level <> 'region'
  or trim(c_a) not ilike '% authorities'
qualify level <> 'region' or row_number() over (partition by level, lower(trim(c_a)) order by areas.line desc) = 1
