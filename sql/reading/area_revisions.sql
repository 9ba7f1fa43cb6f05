-- What newer editions changed in the figures of an area, newest period first.
select revision.indicator, revision.area_code, area.name, revision.period, revision.was, revision.was_status, coalesce(revision.was_edition, ''),
  revision.is_now, revision.is_status, coalesce(revision.edition, '')
from revision
join area on area.code = revision.area_code
where revision.area_code = $area
order by revision.indicator, revision.period desc
