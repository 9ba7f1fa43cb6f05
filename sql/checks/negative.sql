/* ---
name: negative
severity: warning
when: edition
says: A count below zero is kept as its symbol and shown as unreliable.
--- */
select line, area_code, period, measure,
  'a count below zero' as found,
  'a count' as expected,
  'the publisher printed a negative count; it is kept as a symbol and is no number here' as message
from long
where status = 'unreliable' and value is null
order by line, measure
