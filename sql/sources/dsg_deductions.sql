/* ---
table: dsg_deductions
basis: financial
whole: true
listed: true
adds: ["*"]
balances:
  - {total: total, parts: [mainstream_academies, special_academies, ap_academies, hospital, sixteen_to_nineteen, further_education], within: 2}
--- */
-- In every group of three columns the first two are numbers of places and the third is the money. There are no regions.
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
  total_of([pounds(c_e), pounds(c_h), pounds(c_k), pounds(c_n)]) as mainstream_academies,
  total_of([pounds(c_q), pounds(c_t), pounds(c_w), pounds(c_z), pounds(c_ac), pounds(c_af)]) as special_academies,
  total_of([pounds(c_ai), pounds(c_al), pounds(c_ao)]) as ap_academies,
  pounds(c_ar) as hospital,
  pounds(c_au) as sixteen_to_nineteen,
  pounds(c_ax) as further_education,
  pounds(c_ay) as total
from areas
