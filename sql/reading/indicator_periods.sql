-- The periods of an indicator, oldest first, with how many authorities have a number in each.
select value.period, value.basis, any_value(value.last_day), count(*) filter (area.level = 'authority' and value.value is not null)
from value
join area on area.code = value.area_code
where value.indicator = $indicator
group by value.period, value.basis
order by any_value(value.last_day), value.period
