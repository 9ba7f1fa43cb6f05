-- How much the checks found, by what it means, by check and by edition; the most serious first.
with counted as (
  select severity, check_name, edition, count(*) as n
  from finding
  group by severity, check_name, edition
)
select counted.severity, counted.check_name, coalesce(edition.id, ''), coalesce(edition.name, ''), coalesce(edition.title, ''), counted.n
from counted
left join edition on edition.id = counted.edition
order by list_position(['error', 'erratum', 'mended', 'warning'], counted.severity), counted.check_name, edition.name nulls last
