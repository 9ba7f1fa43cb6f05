/* ---
title: Expert partnerships
about: The regional expert partnerships; their members are named in the table of areas.
columns:
  id: what other tables call it
  name: its name
  region: code of its region
--- */
select id, name, region
from partnership
order by id
