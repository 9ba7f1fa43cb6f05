-- Which tables are loaded, from which edition and source; one edition can serve several sources.
select edition, name, source, coalesce(first_period, ''), coalesce(last_period, '')
from edition_table
order by edition, name, source
