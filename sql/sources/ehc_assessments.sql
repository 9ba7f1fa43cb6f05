/* ---
table: ehc_assessments
basis: calendar
keys: [topic, breakdown]
total: breakdown = 'total'
whole: true
adds: [assessed, plan_issued, no_plan, undecided, withdrawn, no_plan_in_16_weeks, no_plan_later, mediations, appeals, appeals_after_mediation, other_mediations, other_appeals, other_appeals_after_mediation]
rates:
  - {rate: no_plan_in_16_weeks_pc, part: no_plan_in_16_weeks, whole: no_plan_timed, within: 0.06}
--- */
select line, level, code, ons, name, period_of(time_period, time_identifier) as period, label_of(breakdown_topic) as topic, label_of(breakdown) as breakdown,
  counted(assess_in_year) as assessed,
  counted(assess_issued) as plan_issued,
  rated(assess_issued_pc) as plan_issued_pc,
  counted(assess_not_issued) as no_plan,
  rated(assess_not_issued_pc) as no_plan_pc,
  counted(assess_not_made) as undecided,
  counted(assess_withdrawn) as withdrawn,
  counted(outcome_decision_within_time) as no_plan_in_16_weeks,
  counted(outcome_decision_over_time) as no_plan_later,
  plus(counted(outcome_decision_within_time), counted(outcome_decision_over_time)) as no_plan_timed,
  rated(outcome_decision_within_time_pc) as no_plan_in_16_weeks_pc,
  counted(number_assess_mediation) as mediations,
  counted(number_assess_tribunal) as appeals,
  counted(number_asssess_mediation_tribunal) as appeals_after_mediation,
  counted(number_other_mediation) as other_mediations,
  counted(number_other_tribunal) as other_appeals,
  counted(number_other_mediation_tribunal) as other_appeals_after_mediation
from ees_rows
