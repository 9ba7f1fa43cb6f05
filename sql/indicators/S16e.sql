/* ---
id: S16e
name: "Plans in force: children and young people aged 20 to 25"
short: Aged 20 to 25
theme: T2
type: context
polarity: none
unit: percent
definition: Of the EHC plans in force in January, the share held by children and young people aged 20 to 25.
numerator: plans of children and young people aged 20 to 25
denominator: plans in force
precision: 1
interval: wilson
basis: january
regions: published
source: ehc-plans
tables: [ehc_caseload]
breaks:
  - from: "2023-01"
    why: Figures from January 2023 come from records of each child; before, authorities sent totals.
caveats:
  - For January 2024 Hackney and Peterborough sent only totals, so England's shares by age leave their plans out.
--- */
-- An age without a row for an area has no plans there: the file has a row for every age that occurs.
with by_age as (
  select area_code, period, sum((plans).value) as plans, count(*) - count((plans).value) as missing, any_value((plans).edition) as edition
  from ehc_caseload
  where topic in ('Child or young persons age', 'Age at start of academic year') and lower(breakdown) in ('age 20', 'age 21', 'age 22', 'age 23', 'age 24', 'age 25')
  group by area_code, period
),
ages_there as (
  select distinct period from ehc_caseload where topic in ('Child or young persons age', 'Age at start of academic year')
)
select total.area_code, total.period,
  case when coalesce(missing, 0) = 0
    then {'value': case when total.plans.value is not null then coalesce(by_age.plans, 0) end, 'status': total.plans.status, 'symbol': total.plans.symbol, 'edition': total.plans.edition}
    else {'value': null, 'status': 'not available', 'symbol': 'x', 'edition': by_age.edition} end as numerator,
  total.plans as denominator
from ehc_caseload total
join ages_there using (period)
left join by_age using (area_code, period)
where total.breakdown = 'total'
