-- A view for each table, with a column for each measure and for each way to break it down. Measures are summed. Of a mean of weeks
-- the view has the days.

create view t_requests as
select sex, ethnicity, whole_years(born, received) as age, source,
  in_year::int as requests_received_in_year,
  (in_year and rya = 1)::int as requests_rya,
  (in_year and request_outcome = 'Y')::int as requests_decided_to_assess,
  (in_year and request_outcome = 'N')::int as requests_decided_not_to_assess,
  (in_year and request_outcome = 'A')::int as requests_decision_not_made,
  (in_year and request_outcome = 'W')::int as requests_withdrawn,
  (is_decision and days_from(received, request_decided) <= 42)::int as request_outcome_six_weeks,
  (is_decision and days_from(received, request_decided) > 42)::int as request_outcome_over_6_weeks,
  (request_mediation = 1)::int as mediation_related_request,
  (request_tribunal = 1)::int as tribunal_related_request,
  (request_mediation = 1 and request_tribunal = 1)::int as tribunal_after_mediation_request
from (select *, received between first and last and request_outcome <> 'H' as in_year,
        request_outcome in ('Y', 'N') and request_decided between first and last as is_decision from cases);

create view t_assessments as
select sex, ethnicity, whole_years(born, received) as age,
  1 as assess_in_year,
  (assessment_outcome = 'Y')::int as assess_issued,
  (assessment_outcome = 'N')::int as assess_not_issued,
  (assessment_outcome = 'A')::int as assess_not_made,
  (assessment_outcome = 'W')::int as assess_withdrawn,
  (assessment_outcome = 'N' and days_from(received, assessment_decided) <= 112)::int as outcome_decision_within_time,
  (assessment_outcome = 'N' and days_from(received, assessment_decided) > 112)::int as outcome_decision_over_time,
  (mediation = 1)::int as number_assess_mediation,
  (tribunal = 1)::int as number_assess_tribunal,
  (mediation = 1 and tribunal = 1)::int as number_asssess_mediation_tribunal,
  (other_mediation = 1)::int as number_other_mediation,
  (other_tribunal = 1)::int as number_other_tribunal,
  (other_mediation = 1 and other_tribunal = 1)::int as number_other_mediation_tribunal
from cases
where assessment_decided between first and last and assessment_outcome in ('Y', 'N', 'A', 'W')
  and (assessment_outcome <> 'A' or request_outcome in ('Y', 'H'));

create view t_timeliness as
select sex, ethnicity, whole_years(born, received) as age, need,
  1 as plans_issued_den,
  plain::int as plans_issued_den_ex,
  (d <= 140)::int as plans_issued_within_20_weeks,
  (d <= 140 and plain)::int as plans_issued_20_weeks_ex,
  (d > 140 and d <= 364)::int as plans_issued_gt20weeks_ltyear,
  (d > 140 and d <= 364 and plain)::int as plans_issued_gt20weeks_ltyear_ex,
  (d > 364)::int as plans_issued_gt_1_year,
  (d > 364 and plain)::int as plans_issued_gt_1_year_ex,
  d as avg_weeks_issue_plan,
  case when plain then d end as avg_weeks_issue_plan_exc
from (select *, days_from(received, assessment_decided) as d, coalesce(exception, 0) <> 1 as plain
      from cases where assessment_outcome = 'Y' and assessment_decided between first and last);

create macro is_in(seat, wanted) as (list_contains(wanted, seat))::int;

create table seat_counts as
select *,
  is_in(seat, ['mainstream_la_maintained']) as mainstream_la_maintained,
  is_in(seat, ['mainstream_la_maintained_resourced_provision']) as mainstream_la_maintained_resourced_provision,
  is_in(seat, ['mainstream_la_maintained_senunit']) as mainstream_la_maintained_senunit,
  is_in(seat, ['mainstream_academy']) as mainstream_academy,
  is_in(seat, ['mainstream_academy_resourced_provision']) as mainstream_academy_resourced_provision,
  is_in(seat, ['mainstream_academy_senunit']) as mainstream_academy_senunit,
  is_in(seat, ['mainstream_free_school']) as mainstream_free_school,
  is_in(seat, ['mainstream_free_school_resourced_provision']) as mainstream_free_school_resourced_provision,
  is_in(seat, ['mainstream_free_school_senunit']) as mainstream_free_school_senunit,
  is_in(seat, ['mainstream_independent']) as mainstream_independent,
  starts_with(seat, 'mainstream_')::int as mainstream_total,
  is_in(seat, ['special_la_maintained']) as special_la_maintained,
  is_in(seat, ['special_academy', 'special_free_school']) as special_academy_free,
  is_in(seat, ['special_academy']) as special_academy,
  is_in(seat, ['special_free_school']) as special_free_school,
  is_in(seat, ['special_independent']) as special_independent,
  is_in(seat, ['special_non_maintained']) as special_non_maintained,
  starts_with(seat, 'special_')::int as special_total,
  is_in(seat, ['ap_pru_academy']) as ap_pru_academy,
  is_in(seat, ['ap_pru_free_school']) as ap_pru_free_school,
  is_in(seat, ['ap_pru_la_maintained']) as ap_pru_la_maintained,
  starts_with(seat, 'ap_pru_')::int as ap_pru_total,
  is_in(seat, ['general_fe_tertiary_colleges']) as general_fe_tertiary_colleges,
  is_in(seat, ['specialist_post_16_institutions']) as specialist_post_16_institutions,
  is_in(seat, ['ukrlp_provider']) as ukrlp_provider,
  is_in(seat, ['general_fe_tertiary_colleges', 'specialist_post_16_institutions', 'ukrlp_provider']) as fe_total,
  is_in(seat, ['elective_home_education']) as elective_home_education,
  is_in(seat, ['other_arrangements_la']) as other_arrangements_la,
  is_in(seat, ['other_arrangements_parents']) as other_arrangements_parents,
  is_in(seat, ['online_provider']) as online_provider,
  is_in(seat, ['w_settings']) as w_settings,
  is_in(seat, ['other_schools']) as other_schools,
  is_in(seat, ['other_placement_settings']) as other_placement_settings,
  is_in(seat, ['neet']) as neet,
  is_in(seat, ['neet_ntci']) as neet_ntci,
  is_in(seat, ['neet_other']) as neet_other,
  is_in(seat, ['neet_other_csa']) as neet_other_csa,
  is_in(seat, ['elective_home_education', 'other_arrangements_la', 'other_arrangements_parents', 'online_provider', 'w_settings', 'other_schools',
    'other_placement_settings', 'neet', 'neet_ntci', 'neet_other', 'neet_other_csa']) as ed_elsewhere,
  is_in(seat, ['nm_early_years']) as nm_early_years,
  is_in(seat, ['placement_unknown']) as placement_unknown
from plan_cases;

create view t_caseload as select *, school_age as age, 1 as ehcplans, year(started) as start_year from seat_counts where in_force;
create view t_newplans as select *, start_age as age, 1 as new_ehc_plans from seat_counts where is_new;

create table need_counts as
select *, 1 as ehc_plans,
  (counted_need = 'ASD')::int as number_asd, (counted_need = 'DS')::int as number_ds, (counted_need = 'HI')::int as number_hi,
  (counted_need = 'MLD')::int as number_mld, (counted_need = 'MSI')::int as number_msi, (counted_need = 'OTH')::int as number_oth,
  (counted_need = 'PD')::int as number_pd, (counted_need = 'PMLD')::int as number_pmld, (counted_need = 'SEMH')::int as number_semh,
  (counted_need = 'SLCN')::int as number_slcn, (counted_need = 'SLD')::int as number_sld, (counted_need = 'SPLD')::int as number_spld,
  (counted_need = 'VI')::int as number_vi, (counted_need is null)::int as number_need_unknown
from plan_cases;

create view t_needs_active as select *, school_age as age, year(started) as start_year from need_counts where in_force;
create view t_needs_new as select *, start_age as age from need_counts where is_new;
