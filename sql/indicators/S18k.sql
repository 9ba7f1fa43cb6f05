/* ---
id: S18k
name: Plans in force whose main need is multi-sensory impairment
short: Multi-sensory impairment
theme: T2
type: context
polarity: none
unit: percent
definition: Of the EHC plans in force in January, the share whose primary need is multi-sensory impairment.
numerator: plans whose primary need is multi-sensory impairment
denominator: plans in force
precision: 1
interval: wilson
basis: january
regions: published
source: ehc-plans
tables: [ehc_needs]
caveats:
  - Which need is written down first differs between areas.
known: {"2025-01": 0.3}
known_from: Department for Education, Education, health and care plans
--- */
select area_code, period, multi_sensory as numerator, plans as denominator
from ehc_needs
where breakdown = 'total' and counted_plans = 'plans in force'
