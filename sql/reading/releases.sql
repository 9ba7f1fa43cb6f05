-- The rules by which each source's releases come, with the last day of the newest figures that are held: of its indicators or,
-- where it has none, of its editions' periods.
with held as (
  select json_extract_string(indicator.about, '$.source') as source, max(newest.last_day) as last_day
  from newest
  join indicator on indicator.id = newest.indicator
  group by all
),
loaded as (
  select source, max(nullif(last_period, '')) as last_period
  from edition_table
  group by source
)
select source.id, source.title, coalesce(source.home, ''), coalesce(source.expected, ''), coalesce(source.releases, '[]'),
  coalesce(held.last_day, try_cast(left(loaded.last_period, 4) || '-12-31' as date)), coalesce(loaded.last_period, ''),
  (select count(*) from indicator where json_extract_string(indicator.about, '$.source') = source.id)
from source
left join held on held.source = source.id
left join loaded on loaded.source = source.id
order by source.title
