/* ---
table: ehc_reviews_completed
basis: calendar
keys: [topic, breakdown]
total: breakdown = 'total'
whole: true
adds: ["*"]
--- */
select line, level, code, ons, name, period_of(time_period, time_identifier) as period, label_of(breakdown_topic) as topic, label_of(breakdown) as breakdown,
  counted(total_ehc_plans) as plans,
  counted(review_expected) as expected,
  counted(review_not_expected) as not_expected,
  counted(review_completed) as completed,
  counted(review_completed_prior) as completed_before,
  counted(review_not_completed) as not_completed,
  counted(outcome_amended) as amend,
  counted(outcome_ceased) as cease,
  counted(outcome_maintained) as maintain,
  counted(no_outcome_recorded) as no_outcome,
  counted(decision_4_weeks) as decided_in_4_weeks,
  counted(decision_over_4_weeks) as decided_later
from ees_rows
