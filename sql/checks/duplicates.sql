/* ---
name: duplicates
severity: error
when: edition
says: No area has two rows for the same period and breakdown.
--- */
select line, area_code, period, null as measure,
  n || ' rows, at rows ' || line || ' and ' || last_line as found,
  'one row' as expected,
  'the same area, period and breakdown stands more than once' as message
from twins
order by line
