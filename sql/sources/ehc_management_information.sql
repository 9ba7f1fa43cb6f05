/* ---
table: ehc_management_information
basis: calendar
whole: true
adds: [requests, refused, assessed, no_plan, new_plans, issued, issued_in_20_weeks, issued_no_exceptions, in_20_weeks_no_exceptions, needs_met]
rates:
  - {rate: in_20_weeks_no_exceptions_pc, part: in_20_weeks_no_exceptions, whole: issued_no_exceptions, within: 0.06}
  - {rate: refused_pc, part: refused, whole: requests, within: 0.06}
--- */
select line, level, code, ons, name, period_of(time_period, time_identifier) as period,
  counted(trim(inreq_ehc)) as requests,
  counted(trim(ass_refused_ehc)) as refused,
  rated(trim(ass_refused_ehc_pc)) as refused_pc,
  counted(trim(assessments)) as assessed,
  counted(trim(ass_none_ehc)) as no_plan,
  counted(trim(new_all_ehc)) as new_plans,
  counted(trim(tot_inc_exc_ehc)) as issued,
  counted(trim(inc_exc_20week_ehc)) as issued_in_20_weeks,
  counted(trim(tot_no_exc_ehc)) as issued_no_exceptions,
  counted(trim(no_exc_20week_ehc)) as in_20_weeks_no_exceptions,
  rated(trim(no_exc_20week_rate)) as in_20_weeks_no_exceptions_pc,
  counted(trim(discontinued_met_ehc)) as needs_met,
  counted(trim(personal_budgets)) as personal_budgets,
  counted(trim(total_mediation)) as mediations,
  counted(trim(total_tribunal)) as appeals
from ees_rows
