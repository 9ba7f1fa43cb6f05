-- The periods of several indicators, each oldest first, and how many authorities have a number in each. The ids have blanks
-- between.
select value.indicator, value.period, value.basis, any_value(value.last_day),
  count(*) filter (area.level = 'authority' and value.value is not null)
from value
join area on area.code = value.area_code
where value.indicator in (select unnest(string_split($indicators, ' ')))
group by value.indicator, value.period, value.basis
order by value.indicator, any_value(value.last_day), value.period
