/* ---
table: ehc_work_based
basis: january
keys: [topic, breakdown]
total: breakdown = 'total'
adds: ["*"]
--- */
select line, level, code, ons, name, january_of(time_period) as period, label_of(breakdown_topic) as topic, label_of(breakdown) as breakdown,
  counted(open_supp_intern) as supported_internships,
  counted(open_apprentice) as apprenticeships,
  counted(open_trainee) as traineeships,
  counted(open_wbp) as work_based
from ees_rows
