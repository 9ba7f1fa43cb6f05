-- How much of some areas' core figures is published as numbers (codes with blanks between; null for all), and how new it is, by
-- source.
select data_quality.area_code, data_quality.source, coalesce(source.title, data_quality.source), data_quality.due, data_quality.numbers,
  coalesce(data_quality.newest_period, ''), data_quality.newest_day
from data_quality
join area on area.code = data_quality.area_code
left join source on source.id = data_quality.source
where $areas is null or data_quality.area_code in (select unnest(string_split($areas, ' ')))
order by area.ordinal, 3
