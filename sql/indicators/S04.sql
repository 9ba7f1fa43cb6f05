/* ---
id: S04
name: Average weeks from request to new EHC plan
short: Average weeks to a plan
theme: T5
type: scored
polarity: lower
unit: weeks
definition: The average number of weeks from the request to the final plan, for the new plans issued in the year, leaving out plans with a lawful exception.
numerator: average weeks
precision: 1
interval: none
basis: calendar
regions: published
source: ehc-plans
tables: [ehc_timeliness]
caveats:
  - First published in the 2026 release; earlier releases do not have it.
  - An average hides how long the longest waits are. Look at plans that took over a year as well.
published: true
--- */
select area_code, period, no_statistic() as numerator, no_statistic() as denominator, weeks_no_exceptions as published
from ehc_timeliness
where breakdown = 'total'
  and period >= '2023'
