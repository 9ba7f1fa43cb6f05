/* ---
title: Statistical neighbours
about: The ten authorities most like each, as the Department for Education publishes them.
columns:
  area_code: code of the area
  place: 1 is the closest
  neighbour_code: code of the neighbour
  closeness: how close, in the publisher's words
  model: which year's model
--- */
select area_code, place, neighbour_code, closeness, model
from neighbour
order by area_code, place
