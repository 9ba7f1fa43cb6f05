-- Figures that a newer edition changed, newest period first; the parameters are an area's code and an indicator's id (null for all).
select revision.indicator, revision.area_code, area.name as area_name, revision.period, revision.was, revision.was_status, revision.was_edition,
  revision.is_now as value, revision.is_status as status, revision.edition
from revision
join area on area.code = revision.area_code
where ($area is null or revision.area_code = $area)
  and ($indicator is null or revision.indicator = $indicator)
order by revision.indicator, revision.period desc, area.ordinal
