/* ---
title: Sources
about: The publications that can be loaded, whether they have been or not.
columns:
  id: what other tables call it
  title: its title
  publisher: who publishes it
  home: its address
  licence: the licence it is under
  about: what it is
  expected: when the next edition is expected
--- */
select id, title, publisher, home, licence, about, expected
from source
order by id
