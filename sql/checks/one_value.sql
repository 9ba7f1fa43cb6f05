/* ---
name: one-value
severity: error
when: warehouse
says: An indicator has one value for an area and period.
--- */
select null as line, area_code, period, indicator as measure,
  count(*) || ' values' as found,
  'one value' as expected,
  'the indicator''s statement yields more than one value' as message
from value
group by indicator, area_code, period
having count(*) > 1
order by indicator, period, area_code
