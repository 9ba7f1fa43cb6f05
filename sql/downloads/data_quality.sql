/* ---
title: How much is published of each area
about: Of the figures that data signals are made of, how many of an authority's newest are published as numbers.
columns:
  area_code: code of the area
  source: id of the publication
  due: figures that apply to the area
  numbers: of these, published as numbers
  newest_period: newest period with a number
  newest_day: its last day
--- */
select area_code, source, due, numbers, newest_period, newest_day
from data_quality
order by area_code, source
