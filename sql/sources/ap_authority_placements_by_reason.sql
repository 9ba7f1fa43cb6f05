/* ---
table: ap_authority_placements
basis: january
keys: [reason, setting]
total: reason = 'total' and setting = 'total'
whole: true
adds: [placements]
--- */
select line, level, code, ons, name, january_of(time_period) as period, label_of(placement_reason) as reason,
  label_of(setting_type) as setting,
  counted(number_of_placements) as placements
from ees_rows
