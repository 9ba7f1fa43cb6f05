-- How much of one area's core figures is published as numbers, and the newest period that has one, by source.
select data_quality.area_code, area.name as area_name, data_quality.source, data_quality.due, data_quality.numbers,
  data_quality.newest_period, data_quality.newest_day::varchar as newest_day
from data_quality
join area on area.code = data_quality.area_code
where data_quality.area_code = $area
order by data_quality.source
