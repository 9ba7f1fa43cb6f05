-- What editions are called; the parameter is their ids with spaces between.
select edition.id, edition.source, coalesce(nullif(edition.title, ''), source.title, edition.name) as title, source.publisher,
  edition.published::varchar as published, nullif(edition.page, '') as page
from edition
left join source on source.id = edition.source
where edition.id in (select unnest(string_split($ids, ' ')))
order by edition.source, edition.published desc nulls last, edition.id
