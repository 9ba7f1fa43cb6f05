/* ---
table: ehc_ceased
basis: calendar
keys: [topic, breakdown]
total: breakdown = 'total'
whole: false
adds: ["*"]
--- */
-- The publisher's guidance labels not_rec and other crosswise; the figures show that not_rec is "not recorded".
select line, level, code, ons, name, period_of(time_period, time_identifier) as period, label_of(breakdown_topic) as topic, label_of(breakdown) as breakdown,
  counted(max_age) as maximum_age,
  counted(needs_met) as needs_met,
  counted(he) as higher_education,
  counted(employ) as employment,
  counted(transfer) as transferred,
  counted(no_engage) as no_longer_engaged,
  counted(moved_outside_eng) as left_england,
  counted(deceased) as died,
  counted(not_rec) as not_recorded,
  counted(other) as other,
  counted(total_ceased) as ceased
from ees_rows
