/* ---
id: S13f
name: "Plans in force: pupils in further education and other post-16 settings"
short: In post-16 settings
theme: T9
type: context
polarity: none
unit: percent
definition: Of the EHC plans in force in January, the share of children and young people placed in further education and other post-16 settings.
numerator: plans with a place in further education and other post-16 settings
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
select area_code, period, fe as numerator, plans as denominator
from ehc_caseload
where breakdown = 'total'
