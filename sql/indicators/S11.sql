/* ---
id: S11
name: Expected annual reviews not completed
short: Reviews not completed
theme: T5
type: scored
polarity: lower
unit: percent
definition: Of the annual reviews that were expected in the year, the share that had not been completed, in that year or before it.
numerator: reviews not completed
denominator: reviews expected
precision: 1
interval: wilson
basis: calendar
regions: published
source: ehc-plans
tables: [ehc_reviews_completed]
caveats:
  - First published in the 2026 release.
known: {"2025": 26.4}
known_from: Department for Education, Education, health and care plans, 2026 release
--- */
select area_code, period, not_completed as numerator, expected as denominator
from ehc_reviews_completed
where breakdown = 'total'
