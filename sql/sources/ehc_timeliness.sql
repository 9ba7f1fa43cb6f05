/* ---
table: ehc_timeliness
basis: calendar
keys: [topic, breakdown]
total: breakdown = 'total'
whole: true
adds: [issued, issued_in_20_weeks, issued_20_to_52_weeks, issued_after_a_year, issued_no_exceptions, in_20_weeks_no_exceptions, from_20_to_52_weeks_no_exceptions, after_a_year_no_exceptions]
rates:
  - {rate: in_20_weeks_pc, part: issued_in_20_weeks, whole: issued, within: 0.06}
  - {rate: in_20_weeks_no_exceptions_pc, part: in_20_weeks_no_exceptions, whole: issued_no_exceptions, within: 0.06}
  - {rate: after_a_year_pc, part: issued_after_a_year, whole: issued, within: 0.06}
--- */
select line, level, code, ons, name, period_of(time_period, time_identifier) as period, label_of(breakdown_topic) as topic, label_of(breakdown) as breakdown,
  counted(plans_issued_den) as issued,
  counted(plans_issued_den_ex) as issued_no_exceptions,
  counted(plans_issued_within_20_weeks) as issued_in_20_weeks,
  counted(plans_issued_20_weeks_ex) as in_20_weeks_no_exceptions,
  rated(pc_plans_issued_within_20_weeks) as in_20_weeks_pc,
  rated(pc_plans_issued_20_weeks_ex) as in_20_weeks_no_exceptions_pc,
  counted(plans_issued_gt20weeks_ltyear) as issued_20_to_52_weeks,
  counted(plans_issued_gt20weeks_ltyear_ex) as from_20_to_52_weeks_no_exceptions,
  counted(plans_issued_gt_1_year) as issued_after_a_year,
  counted(plans_issued_gt_1_year_ex) as after_a_year_no_exceptions,
  rated(pc_plans_issued_gt_1_year) as after_a_year_pc,
  rated(avg_weeks_issue_plan) as weeks,
  rated(avg_weeks_issue_plan_exc) as weeks_no_exceptions
from ees_rows
