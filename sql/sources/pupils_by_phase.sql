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
-- Only the rows of all establishments of a phase are kept.
select line, level, code, ons, name, january_of(time_period) as period, school_phase_of(phase_type_grouping) as phase,
  counted(total_pupils) as pupils,
  counted(sen_support) as sen_support,
  counted(ehc_plan) as ehc_plans,
  rated(sen_support_percent) as sen_support_pc,
  rated(ehc_plan_percent) as ehc_plans_pc
from ees_rows
where is_total(type_of_establishment)
  and is_total(hospital_school)
