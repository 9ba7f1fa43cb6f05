-- The statistical neighbours of one area, closest first.
select neighbour.place::integer as place, neighbour.neighbour_code as code, area.name, neighbour.closeness
from neighbour
left join area on area.code = neighbour.neighbour_code
where neighbour.area_code = $area
order by neighbour.place::integer
