-- The periods that an indicator has values for, oldest first.
select distinct on (last_day, period) period
from value
where indicator = $indicator
order by last_day, period
