-- The statistical neighbours of every area, closest first; the parameter is one area's code (null for all).
select neighbour.area_code, area.name as area_name, neighbour.place::integer as place, neighbour.neighbour_code, other.name as neighbour_name,
  neighbour.closeness, neighbour.model
from neighbour
join area on area.code = neighbour.area_code
left join area other on other.code = neighbour.neighbour_code
where $area is null or neighbour.area_code = $area
order by area.ordinal, neighbour.place::integer
