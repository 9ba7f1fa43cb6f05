/* ---
table: ehc_phase_transfers
basis: calendar
adds: ["*"]
--- */
select line, level, code, ons, name, period_of(time_period, time_identifier) as period,
  counted(number_plans) as plans,
  counted(due_first) as due_in_year,
  counted(due_second) as due_next_year,
  counted(final_first) as finalised_in_year,
  counted(final_second) as finalised_next_year
from ees_rows
