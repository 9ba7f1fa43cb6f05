/* ---
title: Revisions
about: Values that a later file changed.
columns:
  indicator: id of the indicator
  area_code: code of the area
  period: the period
  was: the value before
  was_status: its status
  was_edition: the file it was from
  is_now: the value now
  is_status: its status
  edition: the file it is from
--- */
select indicator, area_code, period, was, was_status, was_edition, is_now, is_status, edition
from revision
order by indicator, period, area_code
