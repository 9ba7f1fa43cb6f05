/* ---
id: S15
name: Children with a plan and no place at a school or college
short: Plans without a place
theme: T9
type: scored
polarity: lower
unit: percent
definition: Of the EHC plans in force in January, the share of children and young people of school age with no education or training, or older and not in education, employment or training.
numerator: plans without a place
denominator: plans in force
precision: 1
interval: wilson
basis: january
regions: published
source: ehc-plans
tables: [ehc_caseload]
caveats:
  - The groups and their names changed in 2023, so earlier years are not shown. Young people whose plan is about to end are not counted here.
--- */
select area_code, period, total_of([neet, no_place_other_age, no_place_school_age]) as numerator, plans as denominator
from ehc_caseload
where breakdown = 'total'
  and period >= '2023-01'
