-- The periods that an indicator has values for, oldest first.
select period
from indicator_period
where indicator = $indicator
order by last_day, period
