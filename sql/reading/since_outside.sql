-- Beside each of some areas, the mean of its statistical neighbours that are in no expert partnership: now, and how much it moved
-- since the period before over those that have both figures. Spans are "indicator|now|before" with semicolons between; areas
-- are codes with blanks between.
with spans as (
  select split_part(span, '|', 1) as indicator, split_part(span, '|', 2) as now_, split_part(span, '|', 3) as before_
  from (select unnest(string_split($spans, ';')) as span)
),
outside as (
  select neighbour.area_code, neighbour.neighbour_code
  from neighbour
  join area on area.code = neighbour.neighbour_code
  where area.partnership is null
    and neighbour.area_code in (select unnest(string_split($areas, ' ')))
)
select spans.indicator, outside.area_code, count(*) as outside, count(now_.value) as n,
  round(sum(now_.value::decimal(28, 8))::double / nullif(count(now_.value), 0), 10) as mean,
  count(now_.value - before_.value) as n_both,
  round(sum((now_.value - before_.value)::decimal(28, 8))::double / nullif(count(now_.value - before_.value), 0), 10) as change
from outside
cross join spans
left join value now_ on now_.indicator = spans.indicator and now_.period = spans.now_ and now_.area_code = outside.neighbour_code
left join value before_ on before_.indicator = spans.indicator and before_.period = spans.before_ and before_.area_code = outside.neighbour_code
group by all
order by all
