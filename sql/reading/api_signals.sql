-- The data signals of one area, in the order of the themes, each with what it is made of; none for an area that has none.
with part as (
  select theme, list({'code': indicator, 'item': item, 'period': period, 'band': band, 'status': status} order by ordinal, indicator) as parts
  from signal_part
  where area_code = $area
    and pool = $pool
    and indicator is not null
    and not optional
  group by theme
)
select signal.area_code, area.name as area_name, signal.theme, theme.title, signal.state, signal.level, signal.available, signal.published,
  signal.of_set, signal.bands, signal.newest_period, signal.oldest_period, coalesce(part.parts, []) as parts
from signal
join theme on theme.id = signal.theme
join area on area.code = signal.area_code
left join part on part.theme = signal.theme
where signal.area_code = $area
  and signal.pool = $pool
order by theme.ordinal
