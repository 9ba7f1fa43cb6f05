/* ---
id: S03
name: New EHC plans that took more than a year
short: Plans that took over a year
theme: T5
type: scored
polarity: lower
unit: percent
definition: Of the new EHC plans issued in the year, the share that came more than 52 weeks after the request. The law allows 20 weeks.
numerator: plans issued after more than a year
denominator: plans issued
precision: 1
interval: wilson
basis: calendar
regions: published
source: ehc-plans
tables: [ehc_timeliness]
caveats:
  - A child waits a year or more behind each of these. The figure counts plans that were issued; children still waiting are not in it.
known: {"2024": 7.2}
known_from: Department for Education, Education, health and care plans
--- */
select area_code, period, issued_after_a_year as numerator, issued as denominator
from ehc_timeliness
where breakdown = 'total'
