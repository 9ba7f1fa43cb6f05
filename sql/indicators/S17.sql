/* ---
id: S17
name: Plans ended because needs were met without a plan
short: Plans ended, needs met
theme: T8
type: context
polarity: none
unit: percent
definition: Of the EHC plans that ended in the year, the share that ended because the child’s needs were met without a plan.
numerator: plans ended because needs were met
denominator: plans that ended
precision: 1
interval: wilson
basis: calendar
regions: published
source: ehc-plans
tables: [ehc_ceased]
caveats:
  - "Easily misread: it says what the authority recorded as the reason, and a family can appeal against it."
--- */
select area_code, period, needs_met as numerator, ceased as denominator
from ehc_ceased
where breakdown = 'total'
