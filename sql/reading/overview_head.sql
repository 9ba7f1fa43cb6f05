-- What stands at the head of an area's page: its newest inspection, the areas most like it, and how new the data are.
with inspection as (
  select published, started, ended, outcome, outcome_read, outcome_text, next_step, priority_action_plan, report_url
  from latest.inspections
  where area_code = $area
  order by published desc
  limit 1
),
alike as (
  select string_agg(neighbour_code, ' ' order by place) as codes, any_value(model) as model
  from neighbour
  where area_code = $area
)
select coalesce(inspection.published, ''), coalesce(inspection.started, ''), coalesce(inspection.ended, ''), coalesce(inspection.outcome, ''),
  coalesce(inspection.outcome_read, false), coalesce(inspection.outcome_text, ''), coalesce(inspection.next_step, ''),
  coalesce(inspection.priority_action_plan, ''), coalesce(inspection.report_url, ''),
  coalesce(alike.codes, ''), coalesce(alike.model, ''), (select max(published) from edition), (select count(*) > 0 from latest.inspections)
from alike
left join inspection on true
