/* ---
id: S13e
name: "Plans in force: pupils in alternative provision and pupil referral units"
short: In alternative provision
theme: T9
type: context
polarity: none
unit: percent
definition: Of the EHC plans in force in January, the share of children and young people placed in alternative provision and pupil referral units.
numerator: plans with a place in alternative provision and pupil referral units
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
select area_code, period, ap as numerator, plans as denominator
from ehc_caseload
where breakdown = 'total'
