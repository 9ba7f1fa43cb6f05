-- The periods of several indicators, each oldest first, and how many authorities have a number in each. The ids have blanks
-- between.
select indicator, period, basis, last_day, areas
from indicator_period
where indicator in (select unnest(string_split($indicators, ' ')))
order by indicator, last_day, period
