/* ---
id: S09
name: Annual reviews completed, of those expected
short: Annual reviews completed
theme: T5
type: legal
polarity: higher
unit: percent
definition: Of the annual reviews that were expected in the year, the share that were completed. For 2024 and before, the share for which a review meeting was recorded.
numerator: reviews completed in the year, or to 2024 meetings recorded
denominator: reviews expected
precision: 1
interval: wilson
basis: calendar
regions: published
legal_target: 100
law: The law requires every plan to be reviewed at least once a year.
source: ehc-plans
tables: [ehc_review_meetings, ehc_reviews_completed]
breaks:
  - from: "2025"
    why: From 2025 a review counts when it is completed; before, when a meeting was recorded. The two cannot be compared.
caveats:
  - A review is complete when the authority has decided what happens to the plan and told the family.
known: {"2024": 86.5, "2025": 56.8}
known_from: Department for Education, Education, health and care plans, 2025 and 2026 releases
--- */
select area_code, period, completed as numerator, expected as denominator
from ehc_reviews_completed
where breakdown = 'total'
union all
select area_code, period, met, expected
from ehc_review_meetings
where breakdown = 'total'
  and period not in (select period from ehc_reviews_completed where breakdown = 'total')
