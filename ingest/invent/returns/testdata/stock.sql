-- Tables of plans in force and of plans that ended.

create table reviewed as
select *, school_age as age, year(started) as start_year, coalesce(started < first, false) as expected,
  case when decision >= meeting then decision end as decided
from plan_cases where in_force;

create view t_annual_reviews_meetings as
select *, 1 as total_ehc_plans, expected::int as review_expected, (not expected)::int as review_not_expected,
  (expected and meeting > last)::int as review_meeting_after,
  (expected and meeting between first and last)::int as review_meeting_in_year,
  (expected and meeting < first)::int as review_meeting_before,
  (expected and meeting is not null)::int as total_review_meeting,
  (expected and meeting is null)::int as no_review_meeting,
  (expected and decided > last)::int as review_decision_after,
  (expected and decided between first and last)::int as review_decision_in_year,
  (expected and decided < first)::int as review_decision_before,
  (expected and meeting is not null and decided is null and date_diff('day', meeting, census) <= 28)::int as review_decision_not_due,
  (expected and meeting is not null and decided is null and date_diff('day', meeting, census) > 28)::int as review_decision_outstanding,
  (expected and meeting is not null and review_outcome = 'A')::int as outcome_amend,
  (expected and meeting is not null and review_outcome = 'C')::int as outcome_cease,
  (expected and meeting is not null and review_outcome = 'M')::int as outcome_maintan,
  (expected and meeting is not null and review_outcome is null)::int as no_outcome,
  (expected and date_diff('day', meeting, decided) <= 28)::int as number_decsion_4weeks,
  (expected and date_diff('day', meeting, decided) > 28)::int as number_decision_gt_4weeks
from reviewed;

create view t_annual_reviews_completed as
select *, 1 as total_ehc_plans, expected::int as review_expected, (not expected)::int as review_not_expected,
  completed::int as review_completed,
  (expected and decided < first)::int as review_completed_prior,
  (expected and coalesce(decided > last, true))::int as review_not_completed,
  (completed and review_outcome = 'A')::int as outcome_amended,
  (completed and review_outcome = 'C')::int as outcome_ceased,
  (completed and review_outcome = 'M')::int as outcome_maintained,
  (completed and review_outcome is null)::int as no_outcome_recorded,
  (completed and date_diff('day', meeting, decided) <= 28)::int as decision_4_weeks,
  (completed and date_diff('day', meeting, decided) > 28)::int as decision_over_4_weeks
from (select *, expected and coalesce(decided between first and last, false) as completed from reviewed);

create view t_ceased as
select *, whole_years(born, ceased) as age, whole_years(started, ceased) as held,
  (reason = 1)::int as max_age, (reason = 2)::int as needs_met, (reason = 3)::int as he, (reason = 4)::int as employ, (reason = 5)::int as transfer,
  (reason = 6)::int as no_engage, (reason = 7)::int as moved_outside_eng, (reason = 8)::int as deceased,
  (reason is null and return_year < 2026)::int as not_rec,
  (reason = 9 or reason is null and return_year >= 2026)::int as other, 1 as total_ceased
from plan_cases where has_ceased;

create view t_personal_budgets as
select *, school_age as age, (budget = 1)::int as personal_budget, (budget = 1 and arranged = 1)::int as org_arrangments,
  (budget = 1 and payment = 'H')::int as pb_health, (budget = 1 and payment = 'E')::int as pb_education,
  (budget = 1 and payment = 'S')::int as pb_social, (budget = 1 and payment = 'I')::int as pb_integrated
from plan_cases where in_force;

create view t_residential as
select *, school_age as age, (res = 'A')::int as res_3851, (res = 'B')::int as res_52, (res is not null)::int as res_tot
from plan_cases where in_force;

create view t_work_based as
select *, school_age as age, (work = 'S')::int as open_supp_intern, (work = 'A')::int as open_apprentice, (work = 'T')::int as open_trainee,
  (work is not null)::int as open_wbp
from plan_cases where in_force;

create view t_phase_transfers as
select 1 as number_plans, (due between first and last)::int as due_first, (year(due) = return_year)::int as due_second,
  (final between first and last)::int as final_first, (year(final) = return_year and final <= census)::int as final_second
from plan_cases where in_force;
