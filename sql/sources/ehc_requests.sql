/* ---
table: ehc_requests
basis: calendar
keys: [topic, breakdown]
total: breakdown = 'total'
whole: true
adds: [received, from_youth_accommodation, agreed, refused, undecided, withdrawn, decided_in_6_weeks, decided_later, mediations, appeals, appeals_after_mediation]
rates:
  - {rate: agreed_pc, part: agreed, whole: received, within: 0.06}
  - {rate: refused_pc, part: refused, whole: received, within: 0.06}
balances:
  - {total: received, parts: [agreed, refused, undecided, withdrawn], within: 0.5}
--- */
select line, level, code, ons, name, period_of(time_period, time_identifier) as period, label_of(breakdown_topic) as topic, label_of(breakdown) as breakdown,
  counted(requests_received_in_year) as received,
  counted(requests_rya) as from_youth_accommodation,
  counted(requests_decided_to_assess) as agreed,
  counted(requests_decided_not_to_assess) as refused,
  counted(requests_decision_not_made) as undecided,
  counted(requests_withdrawn) as withdrawn,
  rated(request_assess_pc) as agreed_pc,
  rated(request_not_assess_pc) as refused_pc,
  rated(request_outstanding_pc) as undecided_pc,
  rated(request_withdrawn_pc) as withdrawn_pc,
  counted(request_outcome_six_weeks) as decided_in_6_weeks,
  counted(request_outcome_over_6_weeks) as decided_later,
  rated(request_outcome_six_weeks_pc) as decided_in_6_weeks_pc,
  rated(request_outcome_over_6_weeks_pc) as decided_later_pc,
  counted(mediation_related_request) as mediations,
  counted(tribunal_related_request) as appeals,
  counted(tribunal_after_mediation_request) as appeals_after_mediation
from ees_rows
