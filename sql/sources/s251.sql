/* ---
table: s251
basis: financial
keys: [return, return_line]
whole: true
apart: [return, return_line]
balances:
  - {total: net, parts: [gross, -income], within: 20}
--- */
-- What authorities spent, and what they planned to spend: the layouts name the columns of both alike. A line is known by its
-- number and never by its words, which vary ("service", "services", dashes of several kinds).
-- Some editions print millions: no authority's largest line is below a million pounds and none is above a million millions,
-- so a year whose largest figure is below a million is in millions. Those are rounded to ten pounds, which is why net may
-- differ from gross less income by as much as twenty. London is added where only its two parts are given.
with lines as (
  select *, regexp_extract(trim(category_of_expenditure), '^(\d+\.\d+\.\d+[a-z]?)\s', 1) as return_line,
    case when max(plain_number(gross_expenditure)) over (partition by time_period) < 1e6 then 1e6 else 1 end as scale
  from ees_rows
),
spending as (
  select line, level, code, ons, name, period_of(time_period, time_identifier) as period,
    case when planned_category is null then 'outturn' else 'planned' end as return, return_line,
    as_statistic(early_years_establishments, plain_number(early_years_establishments) * scale) as early_years,
    as_statistic(primary_schools, plain_number(primary_schools) * scale) as primary_schools,
    as_statistic(secondary_schools, plain_number(secondary_schools) * scale) as secondary_schools,
    as_statistic(sen_and_special_schools, plain_number(sen_and_special_schools) * scale) as special_schools,
    as_statistic(pupil_referral_units_and_alt_provision, plain_number(pupil_referral_units_and_alt_provision) * scale) as alternative_provision,
    as_statistic(post_16, plain_number(post_16) * scale) as post_16,
    as_statistic(gross_expenditure, plain_number(gross_expenditure) * scale) as gross,
    as_statistic(income, plain_number(income) * scale) as income,
    as_statistic(net_expenditure, plain_number(net_expenditure) * scale) as net
  from lines
  where return_line <> ''
)
select * from spending
union all
select min(spending.line), 'region', part.region, null, null, spending.period, spending.return, spending.return_line,
  total_of(list(early_years order by spending.line)),
  total_of(list(primary_schools order by spending.line)),
  total_of(list(secondary_schools order by spending.line)),
  total_of(list(special_schools order by spending.line)),
  total_of(list(alternative_provision order by spending.line)),
  total_of(list(post_16 order by spending.line)),
  total_of(list(gross order by spending.line)),
  total_of(list(income order by spending.line)),
  total_of(list(net order by spending.line))
from spending
join area part on part.code = spending.code and part.level = 'subregion'
where not exists (select 1 from spending whole where whole.code = part.region and whole.period = spending.period and whole.return_line = spending.return_line)
group by part.region, spending.period, spending.return, spending.return_line
having count(*) = 2
