/* ---
title: Areas
about: Every local authority, region and the country, with dated names and the expert partnership an area belongs to.
columns:
  code: three digits for a local authority, the statistics office's nine for a region or the country
  name: the name it has or had
  level: authority, subregion, region or country
  region: code of its region
  from_day: first day it was there, where that is known to matter
  to_day: last day it was there; empty while it is
  left_out: its numbers are too small to be compared with others
  left_out_because: why
  partnership: the expert partnership it belongs to, by id
  partnership_role: lead or member
  successors: codes of the areas that came after it
--- */
select code, name, level, region, from_day, to_day, left_out, left_out_because, partnership, partnership_role, successors
from area
order by ordinal
