/* ---
table: exclusions_reasons
basis: academic
keys: [phase]
--- */
-- Counts are rounded to 5, and 1 or 2 are left out, so parts do not add up and no sums are checked. Some early counts of authorities
-- are not whole numbers; they are kept as printed.
select line, level, code, ons, name, period_of(time_period, time_identifier) as period, school_phase_of(phase) as phase,
  counted(perm_physical_pupils) as excluded_assault_of_pupil,
  counted(perm_physical_adult) as excluded_assault_of_adult,
  counted(perm_verbal_pupil) as excluded_verbal_abuse_of_pupil,
  counted(perm_verbal_adult) as excluded_verbal_abuse_of_adult,
  counted(perm_bullying) as excluded_bullying,
  counted(perm_racist_abuse) as excluded_racist_abuse,
  counted(perm_sexual_misconduct) as excluded_sexual_misconduct,
  counted(perm_drug_alcohol) as excluded_drugs_or_alcohol,
  counted(perm_damage) as excluded_damage,
  counted(perm_theft) as excluded_theft,
  counted(perm_persistent_disruptive) as excluded_persistent_disruption,
  counted(perm_other) as excluded_other_reason,
  counted(perm_all) as excluded_any_reason,
  counted(susp_physical_pupils) as suspended_assault_of_pupil,
  counted(susp_physical_adult) as suspended_assault_of_adult,
  counted(susp_verbal_pupil) as suspended_verbal_abuse_of_pupil,
  counted(susp_verbal_adult) as suspended_verbal_abuse_of_adult,
  counted(susp_bullying) as suspended_bullying,
  counted(susp_racist_abuse) as suspended_racist_abuse,
  counted(susp_sexual_misconduct) as suspended_sexual_misconduct,
  counted(susp_drug_alcohol) as suspended_drugs_or_alcohol,
  counted(susp_damage) as suspended_damage,
  counted(susp_theft) as suspended_theft,
  counted(susp_persistent_disruptive) as suspended_persistent_disruption,
  counted(susp_other) as suspended_other_reason,
  counted(susp_all) as suspended_any_reason
from ees_rows
