-- The revisions that moved a figure furthest, measured against the spread of the middle half of areas, so that weeks and
-- percentages can stand in one list; one an indicator.
select revision.indicator, revision.area_code, area.name, revision.period, revision.was, revision.is_now, coalesce(revision.edition, ''),
  count(*) over (partition by revision.indicator)
from revision
join area on area.code = revision.area_code
join distribution on distribution.indicator = revision.indicator and distribution.period = revision.period and distribution.pool = 'default'
where revision.was is not null and revision.is_now is not null and distribution.q75 > distribution.q25
qualify row_number() over (partition by revision.indicator order by abs(revision.is_now - revision.was) desc, area.ordinal) = 1
order by abs(revision.is_now - revision.was) / (distribution.q75 - distribution.q25) desc, revision.indicator
limit $limit
