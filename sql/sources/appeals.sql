/* ---
table: appeals
basis: calendar
keys: [method]
apart: [method]
whole: true
listed: true
adds: [appeals, decisions]
rates:
  - {rate: rate_printed, part: appeals, whole: decisions, within: 0.06}
--- */
-- Three layouts, read alike: a row of years, under it a row that says what each column is, and a row an authority. Method
-- "old" counts the plans in force in January among the decisions, "new" the annual reviews completed in the year. A dash is
-- zero in these files and in no others; two dots mean that the authority did not exist, and such rows are left out. So is
-- the row "England total excluding suppressed", whose appeals and rate contradict each other. England's own row counts the
-- appeals of authorities whose decisions are not published.
with year_row as (
  select min(line) as line from cells where number > 1 and regexp_full_match(trim(text), '20\d\d')
),
years as (
  select trim(text) as year, number as first, lead(number, 1, 100000) over (order by number) as next
  from cells
  where line = (select line from year_row) and regexp_full_match(trim(text), '20\d\d')
),
headings as (
  select years.year, cells.number,
    case when text ilike '%appeal rate%' then 'rate' when text ilike '%appealable decisions%' then 'decisions' when text ilike 'appeals%' then 'appeals' end as what,
    case when text ilike 'in development%' or coalesce((select bool_or(text ilike '%appealable decisions rate%') from cells where line = 1), false)
      then 'new' else 'old' end as method
  from cells
  join years on cells.number >= years.first and cells.number < years.next
  where cells.line = (select line from year_row) + 1
),
series as (
  select decisions.year, decisions.method, appeals.number as appeals_at, decisions.number as decisions_at, rate.number as rate_at
  from headings decisions
  join headings appeals on appeals.year = decisions.year and appeals.what = 'appeals'
  join headings rate on rate.year = decisions.year and rate.method = decisions.method and rate.what = 'rate'
  where decisions.what = 'decisions'
),
country_row as (
  select coalesce(max(line), 1000000) as line from cells where number = 1 and text ilike 'england total%' and text not ilike '%excluding%'
),
names as (
  select line, trim(text) as name
  from cells
  where number = 1 and line > (select line from year_row) + 1 and line <= (select line from country_row)
),
codes as (
  select line, nullif(trim(text), '') as code
  from cells
  where number = 2
    and exists (select 1 from cells where number = 2 and text ilike '%la code%' and line - (select line from year_row) in (0, 1))
),
printed_rows as (
  select names.line, codes.code, names.name, series.year, series.method,
    trim(appeals.text) as appeals, trim(decisions.text) as decisions, trim(rate.text) as rate
  from names
  cross join series
  left join codes on codes.line = names.line
  left join cells appeals on appeals.line = names.line and appeals.number = series.appeals_at
  left join cells decisions on decisions.line = names.line and decisions.number = series.decisions_at
  left join cells rate on rate.line = names.line and rate.number = series.rate_at
)
select line, case when name ilike 'england total%' then 'country' else 'authority' end as level,
  case when name not ilike 'england total%' then code end as code, null::varchar as ons, name, year as period, method,
  counted(case when appeals = '-' then '0' else grouped(appeals) end) as appeals,
  counted(case when decisions = '-' then '0' else grouped(decisions) end) as decisions,
  case when rate like '%\%%' escape '\' then rated(rate) else as_statistic(rate, 100 * plain_number(rate)) end as rate_printed
from printed_rows
where coalesce(nullif(appeals, ''), '..') <> '..'
  or coalesce(nullif(decisions, ''), '..') <> '..'
