-- For each indicator the period to look at now and the one before a day to hold it against. The two are of one kind, both whole
-- years, counts in January or the same term; where the newest kind does not reach back to the day, an older kind that does is
-- taken. before_ is null where nothing reaches back. Indicators are ids with blanks between.
with kinds as (
  select indicator, basis, split_part(period, ' ', 2) as term, max_by(period, last_day) as now_, max(last_day) as last_day,
    max_by(period, last_day) filter (last_day <= $day::date) as before_
  from indicator_period
  where areas > 0
    and indicator in (select unnest(string_split($indicators, ' ')))
  group by all
)
select indicator, now_, coalesce(before_, '')
from kinds
qualify row_number() over (partition by indicator order by before_ is not null desc, last_day desc, term) = 1
order by indicator
