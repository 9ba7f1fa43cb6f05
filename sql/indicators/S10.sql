/* ---
id: S10
name: Decisions after an annual review made within four weeks
short: Review decisions in four weeks
theme: T5
type: legal
polarity: higher
unit: percent
definition: Of the decisions made after an annual review, the share made within four weeks of the meeting.
numerator: decisions within four weeks
denominator: decisions made
precision: 1
interval: wilson
basis: calendar
regions: published
legal_target: 100
law: The law allows four weeks from the review meeting to the decision to keep, change or end the plan.
source: ehc-plans
tables: [ehc_review_meetings, ehc_reviews_completed]
breaks:
  - from: "2025"
    why: From 2025 only completed reviews count; before, reviews with a meeting recorded.
known: {"2024": 44.4, "2025": 47.6}
known_from: Department for Education, Education, health and care plans, 2025 and 2026 releases
--- */
select area_code, period, decided_in_4_weeks as numerator, plus(decided_in_4_weeks, decided_later) as denominator
from ehc_reviews_completed
where breakdown = 'total'
union all
select area_code, period, decided_in_4_weeks, decided_timed
from ehc_review_meetings
where breakdown = 'total'
  and period not in (select period from ehc_reviews_completed where breakdown = 'total')
