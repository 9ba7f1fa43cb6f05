/* ---
table: ehc_designated_officers
basis: calendar
--- */
select line, level, code, ons, name, period_of(time_period, time_identifier) as period,
  trim(des_med_off) as medical_officer,
  trim(des_clin_off) as clinical_officer,
  trim(des_so_care_off) as social_care_officer
from ees_rows
