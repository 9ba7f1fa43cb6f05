select area.code, area.name, area.level, coalesce(area.region, ''), coalesce(region.name, ''),
  coalesce(partnership.id, ''), coalesce(partnership.name, ''), coalesce(area.partnership_role, ''),
  area.from_day, area.to_day, area.left_out, coalesce(area.left_out_because, ''), coalesce(area.successors, '')
from area
left join area region on region.code = area.region
left join partnership on partnership.id = area.partnership
order by area.ordinal
