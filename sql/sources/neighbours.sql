/* ---
table: neighbours
basis: calendar
keys: [rank_of]
--- */
-- Ten neighbours an authority, in order of closeness: a code and a word beside each other, from the sixth column on. Former
-- authorities stand under a marker row and come from an older model; they are left out.
with marker as (
  select coalesce(min(line), 1000000) as line from cells where number <= 2 and trim(text) ilike 'old sns%'
),
authorities as (
  select line, trim(c_a) as code, trim(c_b) as name
  from grid
  where line > 3 and line < (select line from marker) and regexp_full_match(trim(c_a), '\d{3}')
)
select authorities.line, 'authority' as level, authorities.code, null::varchar as ons, authorities.name, '2025' as period,
  ((neighbour.number - 6) // 2 + 1)::varchar as rank_of,
  trim(neighbour.text) as neighbour_code,
  lower(trim(closeness.text)) as closeness
from authorities
join cells neighbour on neighbour.line = authorities.line and neighbour.number between 6 and 24 and neighbour.number % 2 = 0
join cells closeness on closeness.line = authorities.line and closeness.number = neighbour.number + 1
