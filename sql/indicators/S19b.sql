/* ---
id: S19b
name: Growth in EHC plans over three years
short: Growth over three years
theme: T10
type: context
polarity: none
unit: percent
definition: By how much the number of EHC plans in force has grown since January three years before.
numerator: plans added since then
denominator: plans in force three years before
precision: 1
interval: none
basis: january
regions: published
source: ehc-plans
tables: [ehc_caseload]
caveats:
  - An area whose boundaries changed has no figure across the change.
--- */
select now.area_code, now.period, minus(now.plans, before.plans) as numerator, before.plans as denominator
from ehc_caseload now
join ehc_caseload before on before.area_code = now.area_code and before.breakdown = 'total'
  and before.period = printf('%04d-01', left(now.period, 4)::integer - 3)
where now.breakdown = 'total'
