/* ---
id: F08
name: Spending on SEN administration and educational psychology, for each EHC plan
short: SEN team spend a plan
theme: T10
type: context
polarity: none
unit: pounds each
definition: >-
  What an authority spent in the financial year on educational psychologists and on the staff who assess, coordinate and review, for
  each EHC plan in force in the January of that year.
numerator: spending on educational psychology and SEN administration
denominator: EHC plans in force in January
precision: 0
interval: none
basis: financial
regions: published
source: section-251
tables: [s251, ehc_caseload]
caveats:
  - Low spending beside late plans is worth a question. Spending alone is neither better nor worse.
--- */
with team as (
  select area_code, period, total_of(list(net order by return_line)) as total
  from s251
  where return = 'outturn'
    and return_line in ('2.1.1', '2.1.2')
  group by area_code, period
  having count(*) = 2
),
plans as (
  select area_code, printf('%d-%02d', left(period, 4)::integer - 1, left(period, 4)::integer % 100) as period, plans
  from ehc_caseload
  where breakdown = 'total'
)
select area_code, period, team.total as numerator, plans.plans as denominator
from team
join plans using (area_code, period)
