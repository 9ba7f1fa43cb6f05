/* ---
id: S13c
name: "Plans in force: pupils in state-funded special schools"
short: In state special schools
theme: T9
type: context
polarity: none
unit: percent
definition: Of the EHC plans in force in January, the share of children and young people placed in state-funded special schools.
numerator: plans with a place in state-funded special schools
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
  - The seven groups of placement add up to all plans. What is right depends on the children; no direction is agreed.
--- */
select area_code, period, plus(special_maintained, special_academy_or_free) as numerator, plans as denominator
from ehc_caseload
where breakdown = 'total'
