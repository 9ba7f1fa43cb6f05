/* ---
id: S12n
name: EHC plans in force
short: Plans in force
theme: T2
type: context
polarity: none
unit: count
definition: The number of children and young people with an EHC plan on the census day in January.
numerator: plans in force
precision: 0
interval: none
basis: january
regions: published
source: ehc-plans
tables: [ehc_caseload]
caveats:
  - It follows the size of the area, so it is never ranked as better or worse.
known: {"2025-01": 638745, "2024-01": 576474, "2022-01": 473255, "2021-01": 430697}
known_from: Department for Education, Education, health and care plans
--- */
select area_code, period, plans as numerator, no_statistic() as denominator
from ehc_caseload
where breakdown = 'total'
