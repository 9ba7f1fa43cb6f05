/* ---
id: S01
name: New EHC plans issued within 20 weeks, leaving out exceptions
short: Plans issued in 20 weeks
theme: T5
type: legal
polarity: higher
unit: percent
definition: Of the new education, health and care (EHC) plans issued in the year, the share issued within 20 weeks of the request. Plans to which a lawful exception applied are left out.
numerator: plans issued within 20 weeks
denominator: plans issued
precision: 1
interval: wilson
basis: calendar
regions: published
legal_target: 100
law: The law allows 20 weeks from the request to the final plan, unless an exception applies.
source: ehc-plans
tables: [ehc_timeliness, ehc_management_information]
breaks:
  - from: "2022"
    why: Figures from 2022 come from records of each child; before, authorities sent totals.
caveats:
  - A plan issued late stays in the figures of the year it was issued in, so clearing old cases lowers this number for a time.
  - Some authorities could not give figures for some years; England's figure counts the plans that are known.
known: {"2024": 46.4, "2023": 50.3, "2020": 58.0, "2021": 59.9, "2019": 60.4, "2022": 49.2}
known_from: Department for Education, Education, health and care plans
--- */
select area_code, period, in_20_weeks_no_exceptions as numerator, issued_no_exceptions as denominator
from ehc_timeliness
where breakdown = 'total'
union all
select area_code, period, in_20_weeks_no_exceptions, issued_no_exceptions
from ehc_management_information
where period not in (select period from ehc_timeliness where breakdown = 'total')
