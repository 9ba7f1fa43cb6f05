/* ---
id: S18l
name: Plans in force whose main need is other difficulty or disability
short: Other difficulty
theme: T2
type: context
polarity: none
unit: percent
definition: Of the EHC plans in force in January, the share whose primary need is other difficulty or disability.
numerator: plans whose primary need is other difficulty or disability
denominator: plans in force
precision: 1
interval: wilson
basis: january
regions: published
source: ehc-plans
tables: [ehc_needs]
caveats:
  - Which need is written down first differs between areas.
known: {"2025-01": 1.2}
known_from: Department for Education, Education, health and care plans
--- */
select area_code, period, other as numerator, plans as denominator
from ehc_needs
where breakdown = 'total' and counted_plans = 'plans in force'
