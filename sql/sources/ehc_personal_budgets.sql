/* ---
table: ehc_personal_budgets
basis: january
keys: [topic, breakdown]
total: breakdown = 'total'
adds: ["*"]
--- */
select line, level, code, ons, name, january_of(time_period) as period, label_of(breakdown_topic) as topic, label_of(breakdown) as breakdown,
  counted(personal_budget) as budgets,
  counted(org_arrangments) as organised_arrangements,
  counted(pb_health) as health,
  counted(pb_education) as education,
  counted(pb_social) as social_care,
  counted(pb_integrated) as integrated
from ees_rows
