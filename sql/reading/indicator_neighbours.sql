-- The statistical neighbours of an area, closest first.
select neighbour.place, neighbour.neighbour_code, area.name, neighbour.closeness, neighbour.model
from neighbour
join area on area.code = neighbour.neighbour_code
where neighbour.area_code = $area
order by neighbour.place
