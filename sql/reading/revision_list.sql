-- What newer editions changed in an indicator's values: of one area or of all (null), newest period first.
select revision.area_code, area.name, revision.period, revision.was, revision.was_status, coalesce(revision.was_edition, ''),
  revision.is_now, revision.is_status, coalesce(revision.edition, '')
from revision
join area on area.code = revision.area_code
where revision.indicator = $indicator
  and ($area is null or revision.area_code = $area)
  and ($period is null or revision.period = $period)
order by revision.period desc, area.ordinal
