-- Every source with how new its figures are: the newest period of its indicators' values, and when its newest edition came out.
-- An edition of several sources counts for each of them.
with held as (
  select edition_table.source, max(edition.published) as published, max(edition.fetched) as fetched, count(distinct edition.id) as editions
  from edition_table
  join edition on edition.id = edition_table.edition
  group by edition_table.source
),
covered as (
  select json_extract_string(indicator.about, '$.source') as source, max_by(newest.period, newest.last_day) as period
  from newest
  join indicator on indicator.id = newest.indicator
  group by all
)
select source.id, source.title, source.publisher, source.home, source.licence, source.expected,
  coalesce(covered.period, ''), held.published, held.fetched, coalesce(held.editions, 0)
from source
left join held on held.source = source.id
left join covered on covered.source = source.id
order by source.title
