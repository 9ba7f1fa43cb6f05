/* ---
id: F05
name: Spending on transport for special educational needs, for each EHC plan
short: SEN transport a plan
theme: T10
type: context
polarity: none
unit: pounds each
definition: >-
  What an authority spent in the financial year on taking children and young people with special educational needs to school or
  college, for each EHC plan in force in the January of that year.
numerator: spending on SEN transport
denominator: EHC plans in force in January
precision: 0
interval: none
basis: financial
regions: published
source: section-251
tables: [s251, ehc_caseload]
caveats:
  - It adds transport before 16, from 16 to 18 and from 19 to 25, and what is paid from the grant.
  - Distances differ, and a rural area pays more. It is neither better nor worse.
--- */
with transport as (
  select area_code, period, total_of(list(net order by return_line)) as total
  from s251
  where return = 'outturn'
    and return_line in ('1.4.11', '2.1.4', '2.1.6', '2.1.7')
  group by area_code, period
  having count(*) = 4
),
plans as (
  select area_code, printf('%d-%02d', left(period, 4)::integer - 1, left(period, 4)::integer % 100) as period, plans
  from ehc_caseload
  where breakdown = 'total'
)
select area_code, period, transport.total as numerator, plans.plans as denominator
from transport
join plans using (area_code, period)
