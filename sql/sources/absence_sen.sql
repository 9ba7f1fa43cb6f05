/* ---
table: absence_sen
basis: academic
keys: [terms, phase, topic, breakdown]
total: phase = 'Total' and breakdown = 'EHC plan' and terms = 'whole year'
whole: true
rates:
  - {rate: absence_rate, part: missed_sessions, whole: sessions, within: 0.006}
  - {rate: persistent_rate, part: persistently_absent, whole: pupils, within: 0.006}
  - {rate: severe_rate, part: severely_absent, whole: pupils, within: 0.006}
--- */
-- Only the rows by SEN provision are kept. Figures of two terms stand apart from those of a whole year. Sums are not checked: some
-- years print an authority beside the one that took over from it.
select line, level, code, ons, name, period_of(time_period, time_identifier) as period,
  case when lower(trim(time_identifier)) = 'academic year' then 'whole year' else lower(trim(time_identifier)) end as terms,
  school_phase_of(phase) as phase, 'SEN provision' as topic,
  coalesce(sen_provision_of(characteristic), trim(characteristic)) as breakdown,
  counted(enrolments) as pupils,
  counted(sess_possible) as sessions,
  counted(sess_overall) as missed_sessions,
  counted(enrolments_pa_10_exact) as persistently_absent,
  counted(enrolments_pa_50_exact) as severely_absent,
  rated(sess_overall_percent) as absence_rate,
  rated(sess_authorised_percent) as authorised_rate,
  rated(sess_unauthorised_percent) as unauthorised_rate,
  rated(enrolments_pa_10_exact_percent) as persistent_rate,
  rated(enrolments_pa_50_exact_percent) as severe_rate
from ees_rows
where case when printed(topic) is null then sen_provision_of(characteristic) is not null
  else lower(replace(trim(topic), '_', ' ')) in ('sen provision', 'sen') or trim(characteristic) ilike 'sen - %' end
