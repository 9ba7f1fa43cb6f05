/* ---
table: inspections
basis: calendar
keys: [published]
date: (select max(try_cast(published as date)) from raw)
--- */
-- One row an inspection, for ever: a later file that has only an area's newest inspection leaves the earlier ones standing. The
-- first of January 1900 stands for a date nobody could read and is blank here. An outcome that is not given is said to be not
-- read, and never stands for a good one.
with reports as (
  select line, trim(la_code) as code, trim(ons_code) as ons, trim(la_name) as name, report_date(published) as published,
    report_date(inspection_start) as started, report_date(inspection_end) as ended, report_date(previous_inspection) as previous,
    case when trim(outcome_grade) in ('1', '2', '3') then trim(outcome_grade) end as grade,
    printed(outcome_label) as label,
    printed(next_step) as next_step,
    lower(printed(priority_action_plan)) as plan,
    printed(report_url) as report_url,
    printed(outcome_text) as outcome_text
  from raw
)
select line, 'authority' as level, code, ons, name, left(published, 4) as period, published,
  started,
  ended,
  previous,
  grade,
  case when grade is null then 'Outcome not read' else label end as outcome,
  grade is not null as outcome_read,
  next_step,
  case
    when grade is null then 'not read'
    when plan like 'y%implied%' or grade = '3' and coalesce(plan, '') not like 'y%' then 'implied by the outcome'
    when plan like 'y%' then 'stated in the report'
    else 'none' end as priority_action_plan,
  report_url,
  case when grade is not null then outcome_text end as outcome_text
from reports
