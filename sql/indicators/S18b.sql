/* ---
id: S18b
name: Plans in force whose main need is speech, language and communication needs
short: Speech and language
theme: T2
type: context
polarity: none
unit: percent
definition: Of the EHC plans in force in January, the share whose primary need is speech, language and communication needs.
numerator: plans whose primary need is speech, language and communication needs
denominator: plans in force
precision: 1
interval: wilson
basis: january
regions: published
source: ehc-plans
tables: [ehc_needs]
caveats:
  - Which need is written down first differs between areas.
known: {"2025-01": 21.3}
known_from: Department for Education, Education, health and care plans
--- */
select area_code, period, speech_language as numerator, plans as denominator
from ehc_needs
where breakdown = 'total' and counted_plans = 'plans in force'
