-- Every indicator with its newest period and England's value then; an indicator without data has no period.
select indicator.id, coalesce(summary.period, ''), value.numerator, value.denominator, value.value, coalesce(value.status, '')
from indicator
left join summary on summary.indicator = indicator.id
left join area_figure value on value.indicator = summary.indicator and value.period = summary.period
  and value.area_code = (select code from area where level = 'country')
order by indicator.id
