/* ---
id: S17n
name: EHC plans that ended in the year
short: Plans ended
theme: T8
type: context
polarity: none
unit: count
definition: The number of EHC plans that ended in the year, for any reason.
numerator: plans that ended
precision: 0
interval: none
basis: calendar
regions: published
source: ehc-plans
tables: [ehc_ceased]
known: {"2024": 44862, "2023": 39419, "2022": 34724}
known_from: Department for Education, Education, health and care plans
--- */
select area_code, period, ceased as numerator, no_statistic() as denominator
from ehc_ceased
where breakdown = 'total'
