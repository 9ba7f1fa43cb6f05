-- How the authorities of a pool spread in every period of an indicator, oldest first, with England's figure beside it.
select distribution.indicator, period.period, distribution.n, distribution.q0, distribution.q25, distribution.q50, distribution.q75, distribution.q100,
  england.value as england, england.status as england_status, england.edition
from distribution
join (select distinct indicator, period, last_day from value) period on period.indicator = distribution.indicator and period.period = distribution.period
left join value england on england.indicator = distribution.indicator and england.period = distribution.period
  and england.area_code = (select code from area where level = 'country')
where distribution.indicator = $indicator
  and distribution.pool = $pool
order by period.last_day, period.period
