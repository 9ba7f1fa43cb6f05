/* ---
id: S12r
name: EHC plans in force, for every 1,000 children and young people
short: Plans per 1,000
theme: T2
type: context
polarity: none
unit: per 1,000
definition: >-
  EHC plans in force in January, for every 1,000 people aged 0 to 24 who lived in the area in the middle of the year before.
numerator: plans in force in January
denominator: people aged 0 to 24 in the middle of the year before
precision: 2
decimals: 1
interval: byar
basis: january
regions: published
source: ehc-plans
tables: [ehc_caseload, population]
caveats:
  - No direction is agreed. More plans can mean more need, or less help without one.
  - A plan can last to the age of 25, so a few plans are of people who are not in the population counted here.
  - Population figures are estimates and are revised.
--- */
with people as (
  select area_code, period, total_of(list(people)) as people
  from population
  where ages in ('0-15', '16-24')
  group by area_code, period
  having count(*) = 2
),
taken_over as (
  select code as ended, unnest(string_split(successors, ' ')) as successor, len(string_split(successors, ' ')) as n
  from area
  where successors <> ''
),
-- an authority that has been divided since is the sum of those that took over from it and from nobody else
divided as (
  select taken_over.ended as area_code, people.period, total_of(list(people.people)) as people
  from taken_over
  join people on people.area_code = taken_over.successor
  where taken_over.ended not in (
    select one.ended
    from taken_over one
    join taken_over another on another.successor = one.successor and another.ended <> one.ended
  )
  group by taken_over.ended, taken_over.n, people.period
  having count(*) = taken_over.n
),
everybody as (
  select * from people
  union all
  select * from divided anti join people using (area_code, period)
),
before as (
  select area_code, printf('%04d-01', period::integer + 1) as period, people
  from everybody
)
select ehc_caseload.area_code, ehc_caseload.period, ehc_caseload.plans as numerator, coalesce(before.people, no_statistic()) as denominator
from ehc_caseload
left join before using (area_code, period)
where ehc_caseload.breakdown = 'total'
  and ehc_caseload.period in (select period from before)
