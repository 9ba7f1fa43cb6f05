-- The data signals of some areas (codes with blanks between; null for all), in the order of the register and of the themes.
select signal.area_code, signal.theme, signal.state, coalesce(signal.level, 0), signal.available, signal.published, signal.of_set,
  coalesce(array_to_string(signal.bands, ' '), ''), coalesce(signal.newest_period, ''), coalesce(signal.oldest_period, '')
from signal
join theme on theme.id = signal.theme
join area on area.code = signal.area_code
where signal.pool = 'default'
  and ($areas is null or signal.area_code in (select unnest(string_split($areas, ' '))))
order by area.ordinal, theme.ordinal
