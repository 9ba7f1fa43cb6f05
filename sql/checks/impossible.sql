/* ---
name: impossible
severity: error
when: edition
says: A share of something is not above 100 per cent and a rate is not below zero.
--- */
select long.line, long.area_code, long.period, long.measure,
  printf('%.6g', long.value) as found,
  'a number from 0 to 100' as expected,
  'no share can be this' as message
from long
join rates on rates.rate = long.measure
where rates.times = 100
  and rates.within < 1
  and (long.value < 0 or long.value > 100.05)
order by long.line, long.measure
