-- Areas as the API lists them, in the register's order; the parameters are an area's code, a level, and the codes of the region
-- and of the expert partnership that areas belong to (null for all).
select area.code, area.name, area.level as kind, area.region, region.name as region_name, area.subregion,
  area.from_day::varchar as "from", area.to_day::varchar as "to",
  case when coalesce(area.successors, '') = '' then []::varchar[] else string_split(area.successors, ' ') end as successors,
  area.left_out, area.left_out_because,
  area.partnership as expert_partnership, partnership.name as expert_partnership_name, area.partnership_role as expert_partnership_role
from area
left join area region on region.code = area.region
left join partnership on partnership.id = area.partnership
where ($area is null or area.code = $area)
  and ($level is null or area.level = $level)
  and ($region is null or area.region = $region)
  and ($partnership is null or area.partnership = $partnership)
order by area.ordinal
