/* ---
id: S14
name: "Plans in force: share placed in independent and non-maintained special schools"
short: Independent and non-maintained special
theme: T9
type: context
polarity: none
unit: percent
definition: Of the EHC plans in force in January, the share placed in independent special schools and non-maintained special schools.
numerator: plans with a place in an independent or non-maintained special school
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
  - A share very different from other areas is a reason to look closer at places and money, not a judgement.
--- */
select area_code, period, plus(special_independent, special_non_maintained) as numerator, plans as denominator
from ehc_caseload
where breakdown = 'total'
