-- How old an area's figures are: the newest period of each table's indicators that it has a figure for, with the edition that
-- figure comes from. One row an area, indicator; areas are codes with blanks between.
select area_code, indicator, max_by(period, last_day) as period, max(last_day) as last_day, coalesce(max_by(edition, last_day), '') as edition
from area_figure
where value is not null
  and area_code in (select unnest(string_split($areas, ' ')))
group by area_code, indicator
order by area_code, indicator
