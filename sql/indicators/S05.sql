/* ---
id: S05
name: Requests for assessment, for every 1,000 children and young people
short: Requests per 1,000
theme: T2
type: context
polarity: none
unit: per 1,000
definition: >-
  Requests for an EHC needs assessment received in the year, for every 1,000 people aged 0 to 24 who live in the area.
numerator: requests received
denominator: people aged 0 to 24 in the middle of the year
precision: 2
decimals: 1
interval: byar
basis: calendar
regions: published
source: ehc-plans
tables: [ehc_requests, ehc_management_information, population]
breaks:
  - from: "2022"
    why: Figures from 2022 come from records of each child; before, authorities sent totals.
caveats:
  - No direction is agreed. Many requests can mean much need, or too little help without a plan.
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
requests as (
  select area_code, period, received
  from ehc_requests
  where breakdown = 'total'
  union all
  select area_code, period, requests
  from ehc_management_information
  where period not in (select period from ehc_requests where breakdown = 'total')
)
select requests.area_code, requests.period, requests.received as numerator, coalesce(everybody.people, no_statistic()) as denominator
from requests
left join everybody using (area_code, period)
where requests.period in (select period from everybody)
