/* ---
id: S07
name: Decisions on requests made within six weeks
short: Request decisions in six weeks
theme: T5
type: legal
polarity: higher
unit: percent
definition: Of the decisions whether to carry out an EHC needs assessment, the share made within six weeks of the request.
numerator: decisions within six weeks
denominator: decisions made
precision: 1
interval: wilson
basis: calendar
regions: published
legal_target: 100
law: The law allows six weeks from the request to the decision whether to assess.
source: ehc-plans
tables: [ehc_requests]
caveats:
  - In some releases the published share is out of a few more decisions than the two counts show, because the length of some could not be worked out.
known: {"2024": 84.8}
known_from: Department for Education, Education, health and care plans
published: true
--- */
select area_code, period, decided_in_6_weeks as numerator, plus(decided_in_6_weeks, decided_later) as denominator, decided_in_6_weeks_pc as published
from ehc_requests
where breakdown = 'total'
