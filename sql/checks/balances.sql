/* ---
name: balances
severity: error
when: edition
says: A total printed beside its parts is their sum, where every part is published.
--- */
with worked as (
  select whole.line, whole.area_code, whole.period, whole.measure, any_value(whole.value) as printed,
    sum(balances.sign * part.value) as value, any_value(balances.within) as within
  from balances
  join long whole on whole.measure = balances.total
  join long part on part.line = whole.line and part.period = whole.period and part.apart = whole.apart and part.area_code = whole.area_code
    and part.measure = balances.part
  where whole.value is not null
  group by whole.line, whole.area_code, whole.period, whole.apart, whole.measure
  having count(part.value) = any_value(balances.parts)
)
select line, area_code, period, measure,
  printf('%.12g', printed) as found,
  printf('%.12g', value) as expected,
  'a printed total is not the sum of the parts beside it' as message
from worked
where abs(value - printed) > within
order by line, measure
