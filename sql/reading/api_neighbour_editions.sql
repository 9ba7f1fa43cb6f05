-- The editions that today's statistical neighbours may come from.
select distinct edition_table.edition
from edition_table
where edition_table.name = 'neighbours'
  and edition_table.last_period = (select max(model) from neighbour)
order by edition_table.edition
