/* ---
name: jumps
severity: warning
when: warehouse
says: A denominator that moves by more than 40 per cent in a year is pointed out, in areas that are not tiny.
--- */
select null as line, now.area_code, now.period, now.indicator as measure,
  printf('%.10g', now.denominator) as found,
  printf('%.10g', before.denominator) || ' the year before' as expected,
  'the number that the rate is out of changed by more than 40 per cent in a year' as message
from value now
join comparison using (indicator, area_code, period)
join newest on newest.indicator = now.indicator and newest.period = now.period
join area on area.code = now.area_code and area.level = 'authority'
join value before on before.indicator = now.indicator and before.area_code = now.area_code and before.period = year_before(now.period)
where not comparison.broken
  and before.denominator >= 100
  and abs(now.denominator - before.denominator) > 0.4 * before.denominator
order by now.indicator, now.area_code
