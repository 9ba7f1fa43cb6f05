-- Every inspection report that is held, by area, newest first. The kind is this product's own word for which of the three
-- sentences the report ends with; it is no grade and has no order.
select area_code, published, coalesce(started, ''), coalesce(ended, ''), coalesce(previous, ''),
  case grade when '1' then 'positive' when '2' then 'inconsistent' when '3' then 'failings' else '' end as kind,
  outcome, outcome_read, coalesce(outcome_text, ''), coalesce(next_step, ''), coalesce(priority_action_plan, ''), coalesce(report_url, '')
from latest.inspections
order by area_code, published desc
