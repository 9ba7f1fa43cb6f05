/* ---
id: S18c
name: Plans in force whose main need is social, emotional and mental health needs
short: Social and emotional
theme: T2
type: context
polarity: none
unit: percent
definition: Of the EHC plans in force in January, the share whose primary need is social, emotional and mental health needs.
numerator: plans whose primary need is social, emotional and mental health needs
denominator: plans in force
precision: 1
interval: wilson
basis: january
regions: published
source: ehc-plans
tables: [ehc_needs]
caveats:
  - Which need is written down first differs between areas.
known: {"2025-01": 20.7}
known_from: Department for Education, Education, health and care plans
--- */
select area_code, period, social_emotional as numerator, plans as denominator
from ehc_needs
where breakdown = 'total' and counted_plans = 'plans in force'
