-- Rates of pupils without special educational needs (SEN), with SEN support and with an EHC plan, of one area and of the country,
-- as published: what is counted, out of how many, and the rate of 100. One row a measure, period and group.
with groups as (
  select area_code, period, breakdown, unnest([
      {'measure': 'suspensions', 'part': suspensions, 'whole': pupils, 'rate': suspension_rate},
      {'measure': 'suspended pupils', 'part': suspended_pupils, 'whole': pupils, 'rate': suspended_pupils_rate},
      {'measure': 'exclusions', 'part': exclusions, 'whole': pupils, 'rate': exclusion_rate}
    ]) as said
  from latest.exclusions_characteristics
  where phase = 'Total' and topic = 'SEN provision' and area_code in ($area, (select code from area where level = 'country'))
  union all
  select area_code, period, breakdown, unnest([
      {'measure': 'absence', 'part': missed_sessions, 'whole': sessions, 'rate': absence_rate},
      {'measure': 'persistent absence', 'part': persistently_absent, 'whole': pupils, 'rate': persistent_rate},
      {'measure': 'severe absence', 'part': severely_absent, 'whole': pupils, 'rate': severe_rate}
    ])
  from latest.absence_sen
  where phase = 'Total' and terms = 'whole year' and area_code in ($area, (select code from area where level = 'country'))
)
select said.measure, area_code, period, breakdown, said.part.value, said.whole.value, said.rate.value, said.rate.status,
  coalesce(said.part.symbol, ''), said.rate.edition
from groups
where breakdown in ('No SEN', 'SEN support', 'EHC plan')
order by said.measure, period, area_code, breakdown
