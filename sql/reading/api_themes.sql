-- The themes in their order: the question of each, what its data signal is made of, and what a board can count itself.
with item as (
  select theme, ordinal, item, any_value(name) as name, any_value(why) as why, any_value(optional) as optional,
    coalesce(list(indicator order by indicator) filter (indicator is not null), []) as indicators
  from theme_item
  group by theme, ordinal, item
),
scored as (
  select theme, list({'code': item, 'indicators': indicators, 'name': nullif(name, ''), 'why_empty': nullif(why, ''), 'optional': optional} order by ordinal) as items
  from item
  group by theme
),
local as (
  select theme, list({'code': code, 'name': name} order by ordinal) as measures
  from theme_local
  group by theme
)
select theme.id, theme.title, theme.question, coalesce(scored.items, []) as scored, theme.no_public_data, coalesce(local.measures, []) as local
from theme
left join scored on scored.theme = theme.id
left join local on local.theme = theme.id
order by theme.ordinal
