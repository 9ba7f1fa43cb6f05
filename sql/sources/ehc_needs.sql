/* ---
table: ehc_needs
basis: january
keys: [counted_plans, topic, breakdown]
total: breakdown = 'total'
adds: ["*"]
rates:
  - {rate: autism_pc, part: autism, whole: plans, within: 0.06}
  - {rate: social_emotional_pc, part: social_emotional, whole: plans, within: 0.06}
--- */
-- The same layout serves plans in force in January (an academic year) and new plans (a calendar year).
select line, level, code, ons, name,
  case when lower(time_identifier) = 'calendar year' then period_of(time_period, time_identifier) else january_of(time_period) end as period,
  case when lower(time_identifier) = 'calendar year' then 'new plans' else 'plans in force' end as counted_plans,
  label_of(breakdown_topic) as topic, label_of(breakdown) as breakdown,
  counted(ehc_plans) as plans,
  counted(number_asd) as autism,
  counted(number_hi) as hearing,
  counted(number_mld) as moderate_learning,
  counted(number_msi) as multi_sensory,
  counted(number_oth) as other,
  counted(number_pd) as physical,
  counted(number_pmld) as profound_learning,
  counted(number_semh) as social_emotional,
  counted(number_slcn) as speech_language,
  counted(number_sld) as severe_learning,
  counted(number_spld) as specific_learning,
  counted(number_vi) as vision,
  counted(number_need_unknown) as not_recorded,
  counted(number_ds) as down_syndrome,
  rated(asd_pc) as autism_pc,
  rated(semh_pc) as social_emotional_pc
from ees_rows
