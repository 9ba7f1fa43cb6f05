-- The published files that the warehouse was built from, newest first within a source; the parameter is one source's
-- id (null for all).
select edition.id, edition.source, coalesce(nullif(edition.title, ''), source.title) as title, edition.name as file, edition.bytes,
  edition.sha256, nullif(edition.url, '') as url, nullif(edition.page, '') as page, edition.published::varchar as published,
  strftime(edition.fetched, '%Y-%m-%dT%H:%M:%SZ') as fetched,
  nullif(edition.first_period, '') as first_period, nullif(edition.last_period, '') as last_period,
  coalesce((select list(distinct edition_table.name order by edition_table.name) from edition_table where edition_table.edition = edition.id), []) as tables,
  (select count(*) from finding where finding.edition = edition.id) as findings
from edition
left join source on source.id = edition.source
where $source is null or edition.source = $source
order by edition.source, edition.published desc nulls last, edition.id
