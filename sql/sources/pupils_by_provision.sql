/* ---
table: pupils_by_phase
basis: january
keys: [phase]
total: phase = 'Total'
whole: true
adds: [pupils, sen_support, ehc_plans]
rates:
  - {rate: sen_support_pc, part: sen_support, whole: pupils, within: 0.06}
  - {rate: ehc_plans_pc, part: ehc_plans, whole: pupils, within: 0.06}
--- */
-- One row a provision here; one row a phase in the table. Constituencies are left out.
with printed_rows as (
  select line, level, code, ons, name, january_of(time_period) as period, school_phase_of(phase_type_grouping) as phase,
    case when is_total(sen_provision) then 'everybody' else sen_provision_of(sen_provision) end as provision,
    pupil_count, pupil_percent
  from ees_rows
  where is_total(establishment_type)
    and is_total(hospital_school)
),
phases as (
  select min(line) as line, level, code, ons, name, period, phase,
    any_value(pupil_count) filter (provision = 'everybody') as pupils,
    any_value(pupil_count) filter (provision = 'SEN support') as sen_support,
    any_value(pupil_count) filter (provision = 'EHC plan') as ehc_plans,
    any_value(pupil_percent) filter (provision = 'SEN support') as sen_support_pc,
    any_value(pupil_percent) filter (provision = 'EHC plan') as ehc_plans_pc
  from printed_rows
  group by level, code, ons, name, period, phase
)
select line, level, code, ons, name, period, phase,
  counted(pupils) as pupils,
  counted(sen_support) as sen_support,
  counted(ehc_plans) as ehc_plans,
  rated(sen_support_pc) as sen_support_pc,
  rated(ehc_plans_pc) as ehc_plans_pc
from phases
