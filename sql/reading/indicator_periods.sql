-- The periods of an indicator, oldest first, with how many authorities have a number in each.
select period, basis, last_day, areas
from indicator_period
where indicator = $indicator
order by last_day, period
