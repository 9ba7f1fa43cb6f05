/* ---
table: absence_ap
basis: academic
keys: []
whole: false
adds: [schools, pupils, sessions, missed_sessions, authorised_sessions, unauthorised_sessions, persistently_absent, severely_absent]
rates:
  - {rate: absence_rate, part: missed_sessions, whole: sessions, within: 0.0006}
  - {rate: authorised_rate, part: authorised_sessions, whole: sessions, within: 0.0006}
  - {rate: unauthorised_rate, part: unauthorised_sessions, whole: sessions, within: 0.0006}
  - {rate: persistent_rate, part: persistently_absent, whole: pupils, within: 0.0006}
  - {rate: severe_rate, part: severely_absent, whole: pupils, within: 0.0006}
--- */
-- The autumn and spring terms of each school year. An authority without such a school has no row.
-- London is the sum of Inner and Outer London where the file gives only those; where a part is a symbol, so is the sum. It stands
-- on no line of the file, so it takes the negative of its first part's.
with printed_rows as (
  select line, level, code, ons, name, two_years(trim(time_period)) as period, num_schools, enrolments, sess_possible, sess_overall,
    sess_authorised, sess_unauthorised, enrolments_pa_10_exact, enrolments_pa_50_exact, sess_overall_percent,
    sess_authorised_percent, sess_unauthorised_percent, enrolments_pa_10_exact_percent, enrolments_pa_50_exact_percent
  from ees_rows
),
london as (
  select -min(printed_rows.line) as line, 'region' as level, area.region as code, null::varchar as ons, null::varchar as name,
    printed_rows.period,
    added_up(num_schools) as num_schools,
    added_up(enrolments) as enrolments,
    added_up(sess_possible) as sess_possible,
    added_up(sess_overall) as sess_overall,
    added_up(sess_authorised) as sess_authorised,
    added_up(sess_unauthorised) as sess_unauthorised,
    added_up(enrolments_pa_10_exact) as enrolments_pa_10_exact,
    added_up(enrolments_pa_50_exact) as enrolments_pa_50_exact,
    percentage_of(added_up(sess_overall), added_up(sess_possible)) as sess_overall_percent,
    percentage_of(added_up(sess_authorised), added_up(sess_possible)) as sess_authorised_percent,
    percentage_of(added_up(sess_unauthorised), added_up(sess_possible)) as sess_unauthorised_percent,
    percentage_of(added_up(enrolments_pa_10_exact), added_up(enrolments)) as enrolments_pa_10_exact_percent,
    percentage_of(added_up(enrolments_pa_50_exact), added_up(enrolments)) as enrolments_pa_50_exact_percent
  from printed_rows
  join area on area.code = printed_rows.code and area.level = 'subregion'
  group by area.region, printed_rows.period
  having count(*) = (select count(*) from area where level = 'subregion')
),
all_rows as (
  select * from printed_rows
  union all
  select * from london anti join printed_rows using (code, period)
)
select line, level, code, ons, name, period,
  counted(num_schools) as schools,
  counted(enrolments) as pupils,
  counted(sess_possible) as sessions,
  counted(sess_overall) as missed_sessions,
  counted(sess_authorised) as authorised_sessions,
  counted(sess_unauthorised) as unauthorised_sessions,
  counted(enrolments_pa_10_exact) as persistently_absent,
  counted(enrolments_pa_50_exact) as severely_absent,
  rated(sess_overall_percent) as absence_rate,
  rated(sess_authorised_percent) as authorised_rate,
  rated(sess_unauthorised_percent) as unauthorised_rate,
  rated(enrolments_pa_10_exact_percent) as persistent_rate,
  rated(enrolments_pa_50_exact_percent) as severe_rate
from all_rows
