/* ---
name: known-values
severity: error
when: warehouse
says: England's value is the one that its publisher is known to have printed.
--- */
select null as line, value.area_code, known_value.period, known_value.indicator as measure,
  printf('%.10g', value.value) as found,
  printf('%.10g', known_value.value) as expected,
  'England''s value is not the published one' as message
from known_value
join value on value.indicator = known_value.indicator and value.period = known_value.period
join area on area.code = value.area_code and area.level = 'country'
where value.value is not null
  and abs(value.value - known_value.value) > 1e-9 * greatest(1, abs(known_value.value))
  and value.area_code = 'E92000001'
order by known_value.indicator, known_value.period
