-- What an area's data signals are made of, in the order of the themes and their items.
select signal_part.theme, signal_part.item, coalesce(signal_part.indicator, ''), coalesce(signal_part.period, ''), coalesce(signal_part.band, 0),
  signal_part.status, signal_part.optional
from signal_part
join theme on theme.id = signal_part.theme
where signal_part.pool = 'default'
  and signal_part.area_code = $area
order by theme.ordinal, signal_part.ordinal, signal_part.indicator
