/* ---
id: S18a
name: Plans in force whose main need is autism
short: Autism
theme: T2
type: context
polarity: none
unit: percent
definition: Of the EHC plans in force in January, the share whose primary need is autism.
numerator: plans whose primary need is autism
denominator: plans in force
precision: 1
interval: wilson
basis: january
regions: published
source: ehc-plans
tables: [ehc_needs]
caveats:
  - Which need is written down first differs between areas.
known: {"2025-01": 31.5}
known_from: Department for Education, Education, health and care plans
--- */
select area_code, period, autism as numerator, plans as denominator
from ehc_needs
where breakdown = 'total' and counted_plans = 'plans in force'
