/* ---
table: ehc_review_meetings
basis: calendar
keys: [topic, breakdown]
total: breakdown = 'total'
whole: true
adds: [plans, expected, not_expected, met_after_year, met_in_year, met_before_year, met, not_met, decision_not_due, amend, cease, maintain, decided_in_4_weeks, decided_later]
rates:
  - {rate: decided_in_4_weeks_pc, part: decided_in_4_weeks, whole: decided_timed, within: 0.6}
--- */
select line, level, code, ons, name, period_of(time_period, time_identifier) as period, label_of(breakdown_topic) as topic, label_of(breakdown) as breakdown,
  counted(total_ehc_plans) as plans,
  counted(review_expected) as expected,
  counted(review_not_expected) as not_expected,
  counted(review_meeting_after) as met_after_year,
  counted(review_meeting_in_year) as met_in_year,
  counted(review_meeting_before) as met_before_year,
  counted(total_review_meeting) as met,
  counted(no_review_meeting) as not_met,
  counted(review_decision_not_due) as decision_not_due,
  counted(review_decision_outstanding) as decision_outstanding,
  counted(outcome_amend) as amend,
  counted(outcome_cease) as cease,
  counted(outcome_maintan) as maintain,
  counted(no_outcome) as no_outcome,
  counted(number_decsion_4weeks) as decided_in_4_weeks,
  counted(number_decision_gt_4weeks) as decided_later,
  plus(counted(number_decsion_4weeks), counted(number_decision_gt_4weeks)) as decided_timed,
  rated(pc_decsion_4weeks) as decided_in_4_weeks_pc
from ees_rows
