-- The tables an edition holds.
select name, layout, source, file, coalesce(sheet, ''), rows, coalesce(first_period, ''), coalesce(last_period, '')
from edition_table
where edition = $edition
order by file, sheet, name
