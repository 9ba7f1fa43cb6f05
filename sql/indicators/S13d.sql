/* ---
id: S13d
name: "Plans in force: pupils in independent and non-maintained schools"
short: In independent and non-maintained schools
theme: T9
type: context
polarity: none
unit: percent
definition: Of the EHC plans in force in January, the share of children and young people placed in independent and non-maintained schools.
numerator: plans with a place in independent and non-maintained schools
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
select area_code, period, total_of([mainstream_independent, special_independent, special_non_maintained]) as numerator, plans as denominator
from ehc_caseload
where breakdown = 'total'
