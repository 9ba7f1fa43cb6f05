-- Between which values eight in ten of the authorities compared by default lie, in the newest period of each indicator. Indicators
-- are ids with blanks between. quantile_cont is the type-7 quantile.
select indicator, period, quantile_cont(value, 0.1), quantile_cont(value, 0.9), count(*)
from newest_figure
where placed is not null
  and indicator in (select unnest(string_split($indicators, ' ')))
group by indicator, period
order by indicator
