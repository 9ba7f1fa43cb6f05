/* ---
id: S13b
name: "Plans in force: pupils in units and resourced provision in mainstream schools"
short: In units and resourced provision
theme: T9
type: context
polarity: none
unit: percent
definition: Of the EHC plans in force in January, the share of children and young people placed in units and resourced provision in mainstream schools.
numerator: plans with a place in units and resourced provision in mainstream schools
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
select area_code, period, total_of([mainstream_maintained_resourced, mainstream_maintained_unit, mainstream_academy_resourced, mainstream_academy_unit, mainstream_free_school_resourced, mainstream_free_school_unit]) as numerator, plans as denominator
from ehc_caseload
where breakdown = 'total'
