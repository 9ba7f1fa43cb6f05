-- Every edition in the warehouse, newest first, with what the checks found in it.
with found as (
  select edition, count(*) filter (severity = 'warning') as warnings, count(*) filter (severity = 'erratum') as errata,
    count(*) filter (severity = 'mended') as mendings
  from finding
  group by edition
)
select edition.id, edition.sha256, edition.name, edition.bytes, coalesce(edition.source, ''), coalesce(edition.title, ''),
  coalesce(edition.url, ''), coalesce(edition.page, ''), edition.published, edition.fetched,
  coalesce(edition.first_period, ''), coalesce(edition.last_period, ''),
  coalesce(found.warnings, 0), coalesce(found.errata, 0), coalesce(found.mendings, 0)
from edition
left join found on found.edition = edition.id
order by edition.published desc nulls last, edition.last_period desc, edition.name
