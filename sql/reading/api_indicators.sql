-- The catalogue as the API lists it; the parameters are an indicator's id, a theme, a type and a source (null for all).
with held as (
  select indicator, list(period order by last_day, period) as periods
  from indicator_period
  group by indicator
)
select id, name, about ->> '$.short' as short, theme, type, polarity, unit,
  about ->> '$.definition' as definition, about ->> '$.numerator' as numerator, about ->> '$.denominator' as denominator,
  times, precision_ as precision, coalesce((about ->> '$.decimals')::integer, precision_) as decimals, interval_ as interval, basis, regions,
  (about ->> '$.legal_target')::double as legal_target, about ->> '$.law' as law, about ->> '$.source' as source,
  coalesce(from_json(json_extract(about, '$.breaks'), '[{"from": "varchar", "why": "varchar"}]'), []) as breaks,
  coalesce(from_json(json_extract(about, '$.caveats'), '["varchar"]'), []) as caveats,
  coalesce(held.periods, []) as periods, newest.period as newest_period
from indicator
left join held on held.indicator = indicator.id
left join newest on newest.indicator = indicator.id
where ($indicator is null or id = $indicator)
  and ($theme is null or theme = $theme)
  and ($type is null or type = $type)
  and ($source is null or (about ->> '$.source') = $source)
order by id
