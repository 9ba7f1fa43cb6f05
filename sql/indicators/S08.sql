/* ---
id: S08
name: Assessments that ended without a plan
short: Assessments without a plan
theme: T5
type: context
polarity: none
unit: percent
definition: Of the EHC needs assessments that reached a decision in the year, the share where the authority decided not to issue a plan.
numerator: decisions not to issue a plan
denominator: assessments
precision: 1
interval: wilson
basis: calendar
regions: published
source: ehc-plans
tables: [ehc_assessments]
caveats:
  - No direction is agreed. Families can appeal against a decision not to issue a plan.
known: {"2024": 6.1}
known_from: Department for Education, Education, health and care plans
published: true
--- */
select area_code, period, no_plan as numerator, assessed as denominator, no_plan_pc as published
from ehc_assessments
where breakdown = 'total'
