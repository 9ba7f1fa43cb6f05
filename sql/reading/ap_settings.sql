-- Kinds of alternative provision (AP) in which the pupils of one area and of the country were placed, in the newest January of
-- each count: by schools (pupils), for the reasons schools give, and paid for by the authority (placements).
with placements as (
  select 'school' as placed_by, area_code, period, setting as kind, pupils as counted
  from latest.ap_school_placements
  where topic = 'total' and breakdown = 'total'
  union all
  select 'reason', area_code, period, breakdown, pupils
  from latest.ap_school_placements
  where topic = 'Placement Reason' and setting = 'total'
  union all
  select 'authority', area_code, period, setting, placements
  from latest.ap_authority_placements
  where reason = 'total'
),
newest_january as (
  select placed_by, max(period) as period
  from placements
  group by placed_by
)
select placed_by, area_code, period, kind, counted.value, counted.status, counted.edition
from placements
join newest_january using (placed_by, period)
where area_code in ($area, (select code from area where level = 'country'))
order by placed_by, area_code, kind
