-- The publications that are loaded, and how far each has got.
with loaded as (
  select source, count(*) as editions, max(published) as newest_published, min(nullif(first_period, '')) as first_period,
    max(nullif(last_period, '')) as last_period
  from edition
  group by source
)
select source.id, source.title, source.publisher, nullif(source.home, '') as home, nullif(source.licence, '') as licence,
  nullif(source.about, '') as about, nullif(source.expected, '') as expected, coalesce(loaded.editions, 0) as editions,
  loaded.newest_published::varchar as newest_published, loaded.first_period, loaded.last_period
from source
left join loaded on loaded.source = source.id
order by source.id
