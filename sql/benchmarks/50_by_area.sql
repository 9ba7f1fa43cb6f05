-- What pages of one area read, ready and in the order of areas, so that they do not look through the figures of all others: every
-- value beside what it is compared with, the newest of them, and the last years of each series. The tables before these are in the
-- order of indicators, for pages of one indicator.

create table area_figure as
select value.*, comparison.england, comparison.region, comparison.neighbours, comparison.neighbours_n, comparison.previous,
  comparison.change, comparison.broken,
  case when compared.area_code is not null
    then {'rank': compared.rank, 'n_ranked': compared.n_ranked, 'band': compared.band, 'below': compared.below} end as placed,
  case when everyone.area_code is not null
    then {'rank': everyone.rank, 'n_ranked': everyone.n_ranked, 'band': everyone.band, 'below': everyone.below} end as placed_among_all
from value
join comparison on comparison.indicator = value.indicator and comparison.period = value.period and comparison.area_code = value.area_code
left join position compared on compared.indicator = value.indicator and compared.period = value.period
  and compared.area_code = value.area_code and compared.pool = 'default'
left join position everyone on everyone.indicator = value.indicator and everyone.period = value.period
  and everyone.area_code = value.area_code and everyone.pool = 'all'
order by value.area_code, value.indicator, value.last_day, value.period;

create table newest_figure as
select *
from area_figure
semi join newest on newest.indicator = area_figure.indicator and newest.period = area_figure.period
order by area_code, indicator;

-- the last five periods of each area's series up to the indicator's newest one; a term is followed through the same term of other
-- years
create table newest_history as
select value.indicator, value.area_code, value.period, value.last_day, value.numerator, value.denominator, value.value, value.status
from value
join newest on newest.indicator = value.indicator
where split_part(value.period, ' ', 2) = split_part(newest.period, ' ', 2)
  and (value.last_day < newest.last_day or value.period = newest.period)
qualify row_number() over (partition by value.indicator, value.area_code order by value.last_day desc, value.period desc) <= 5
order by value.area_code, value.indicator, value.last_day;

-- the periods of each indicator, with how many authorities have a number in each
create table indicator_period as
select value.indicator, value.period, value.basis, any_value(value.last_day) as last_day,
  count(*) filter (area.level = 'authority' and value.value is not null) as areas
from value
join area on area.code = value.area_code
group by value.indicator, value.period, value.basis
order by value.indicator, last_day, value.period;

-- the period that a list of indicators shows of each: where a whole year and one of its terms end on the same day, the year
create table summary as
select indicator, max_by(period, (last_day, period not like '% %')) as period
from value
where value is not null
group by indicator
order by indicator;
