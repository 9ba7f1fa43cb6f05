/* ---
id: S08b
name: Decisions not to issue a plan made within 16 weeks
short: No-plan decisions in 16 weeks
theme: T5
type: legal
polarity: higher
unit: percent
definition: Of the decisions not to issue a plan after an assessment, the share told to the family within 16 weeks of the request.
numerator: decisions within 16 weeks
denominator: decisions not to issue a plan
precision: 1
interval: wilson
basis: calendar
regions: published
legal_target: 100
law: The law allows 16 weeks from the request to telling the family that no plan will be issued.
source: ehc-plans
tables: [ehc_assessments]
caveats:
  - It is a share of decisions not to issue a plan, not of all assessments. Numbers are often small.
known: {"2024": 34.1}
known_from: Department for Education, Education, health and care plans
published: true
--- */
select area_code, period, no_plan_in_16_weeks as numerator, no_plan_timed as denominator, no_plan_in_16_weeks_pc as published
from ehc_assessments
where breakdown = 'total'
