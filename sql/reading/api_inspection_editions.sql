-- The editions that hold reports of inspections.
select distinct edition_table.edition
from edition_table
where edition_table.name = 'inspections'
order by edition_table.edition
