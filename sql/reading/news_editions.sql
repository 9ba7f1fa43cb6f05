-- The editions that came out last, by the publisher's date or, where none is printed, by the day they were fetched. One
-- without a title has those of the sources it serves.
with served as (
  select edition_table.edition, string_agg(distinct source.title, ', ' order by source.title) as titles
  from edition_table
  join source on source.id = edition_table.source
  group by edition_table.edition
)
select edition.id, edition.name, coalesce(nullif(edition.title, ''), served.titles, edition.name), edition.published, edition.fetched,
  coalesce(edition.first_period, ''), coalesce(edition.last_period, '')
from edition
left join served on served.edition = edition.id
order by coalesce(edition.published, edition.fetched::date) desc, edition.last_period desc, edition.fetched desc, edition.id
limit $limit
