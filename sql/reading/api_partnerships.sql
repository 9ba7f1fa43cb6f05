-- The expert partnerships by name, with their members of today: those who lead first.
select partnership.id, partnership.name, partnership.region, region.name as region_name,
  list({'code': area.code, 'name': area.name, 'role': area.partnership_role} order by area.partnership_role = 'member', area.name) as members
from partnership
join area on area.partnership = partnership.id and area.to_day is null
left join area region on region.code = partnership.region
group by all
order by partnership.name
