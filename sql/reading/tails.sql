-- Between which values eight in ten of the authorities compared by default lie, in the newest period of each indicator. Indicators
-- are ids with blanks between. quantile_cont is the type-7 quantile.
select value.indicator, value.period, quantile_cont(value.value, 0.1), quantile_cont(value.value, 0.9), count(*)
from newest
join value on value.indicator = newest.indicator and value.period = newest.period
join position on position.indicator = value.indicator and position.period = value.period and position.area_code = value.area_code
  and position.pool = 'default'
where value.indicator in (select unnest(string_split($indicators, ' ')))
group by value.indicator, value.period
order by value.indicator
