/* ---
id: S13g
name: "Plans in force: pupils in early years settings, education elsewhere or no setting recorded"
short: Elsewhere or not recorded
theme: T9
type: context
polarity: none
unit: percent
definition: Of the EHC plans in force in January, the share of children and young people placed in early years settings, education elsewhere or no setting recorded.
numerator: plans with a place in early years settings, education elsewhere or no setting recorded
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
select area_code, period, total_of([early_years, elsewhere, not_recorded]) as numerator, plans as denominator
from ehc_caseload
where breakdown = 'total'
