/* ---
table: ap_authority_pupils
basis: january
keys: []
whole: true
adds: [pupils]
--- */
-- The file is a whole cube of sex, age, ethnicity and free school meals; only the rows of everybody are kept.
select line, level, code, ons, name, january_of(time_period) as period,
  counted(number_of_pupils) as pupils
from ees_rows
where is_total(gender)
  and is_total(age)
  and is_total(ethnicity_minor)
  and is_total(fsm)
