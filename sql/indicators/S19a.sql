/* ---
id: S19a
name: Growth in EHC plans over one year
short: Growth over a year
theme: T10
type: context
polarity: none
unit: percent
definition: By how much the number of EHC plans in force has grown since January a year before.
numerator: plans added since then
denominator: plans in force a year before
precision: 1
interval: none
basis: january
regions: published
source: ehc-plans
tables: [ehc_caseload]
caveats:
  - An area whose boundaries changed has no figure across the change.
known: {"2025-01": 10.8}
known_from: Department for Education, Education, health and care plans
--- */
select now.area_code, now.period, minus(now.plans, before.plans) as numerator, before.plans as denominator
from ehc_caseload now
join ehc_caseload before on before.area_code = now.area_code and before.breakdown = 'total'
  and before.period = printf('%04d-01', left(now.period, 4)::integer - 1)
where now.breakdown = 'total'
