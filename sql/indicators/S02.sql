/* ---
id: S02
name: New EHC plans issued within 20 weeks, exceptions included
short: Plans in 20 weeks, exceptions included
theme: T5
type: context
polarity: none
unit: percent
definition: Of the new EHC plans issued in the year, the share issued within 20 weeks of the request. Every plan counts, also those to which a lawful exception applied.
numerator: plans issued within 20 weeks
denominator: plans issued
precision: 1
interval: wilson
basis: calendar
regions: published
source: ehc-plans
tables: [ehc_timeliness, ehc_management_information]
breaks:
  - from: "2022"
    why: Figures from 2022 come from records of each child; before, authorities sent totals.
caveats:
  - It stands beside the figure without exceptions and is not scored, so that the same plans are not judged twice.
known: {"2024": 45.9, "2023": 49.1, "2020": 55.6, "2021": 57.9}
known_from: Department for Education, Education, health and care plans
--- */
select area_code, period, issued_in_20_weeks as numerator, issued as denominator
from ehc_timeliness
where breakdown = 'total'
union all
select area_code, period, issued_in_20_weeks, issued
from ehc_management_information
where period not in (select period from ehc_timeliness where breakdown = 'total')
