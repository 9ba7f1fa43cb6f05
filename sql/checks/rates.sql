/* ---
name: rates
severity: error
when: edition
says: A printed rate is its numerator over its denominator, within the publisher's rounding.
--- */
with worked as (
  select long.line, long.area_code, long.period, rates.rate, long.value as printed, part.value as part, whole.value as whole,
    rates.times * part.value / nullif(whole.value, 0) as value, rates.within
  from rates
  join long on long.measure = rates.rate
  join long part on part.line = long.line and part.period = long.period and part.apart = long.apart and part.measure = rates.part
  join long whole on whole.line = long.line and whole.period = long.period and whole.apart = long.apart and whole.measure = rates.whole
)
select line, area_code, period, rate as measure,
  printf('%.6g', printed) as found,
  printf('%.6g', value) || ' = ' || printf('%.12g', part) || ' of ' || printf('%.12g', whole) as expected,
  'the printed rate is not its numerator over its denominator' as message
from worked
where abs(value - printed) > within
order by line, rate
