/* ---
id: F02
name: Spending on high needs against the high needs block
short: High needs spend, of block
theme: T10
type: scored
polarity: lower
unit: percent
definition: >-
  What an authority spent on high needs in the financial year, as a share of its high needs block. Places in academies and colleges
  are paid for direct, out of the block; that money is added to the spending first. Above 100 more was spent than was given.
numerator: spending on high needs, with places paid for direct
denominator: high needs block before deductions
precision: 1
interval: none
basis: financial
regions: published
source: section-251
tables: [s251, dsg_allocations, high_needs_spend]
breaks:
  - from: "2026-27"
    why: Money moved between the blocks of the grant, so the high needs block of 2026-27 does not compare with earlier years.
caveats:
  - Where the return itself is not loaded, 2021-22 is from the data sheet of the high needs benchmarking tool, which leaves out transport paid from the grant.
  - Spending may be met from other money, such as a transfer from the schools block, so above 100 is not always a deficit.
  - Several editions of a year come out; the newest that is loaded is used.
--- */
-- The lines that make up spending on high needs, net. A line that is not published leaves the whole unknown.
with returned as (
  select area_code, period, total_of(list(net order by return_line)) as total
  from s251
  where return = 'outturn'
    and return_line in ('1.0.2', '1.2.1', '1.2.2', '1.2.3', '1.2.4', '1.2.5', '1.2.6', '1.2.7', '1.2.8', '1.2.9', '1.2.11', '1.2.13', '1.4.11')
  group by area_code, period
  having count(*) = 13
),
spent as (
  select area_code, period, total from returned
  union all
  select area_code, period,
    total_of([outturn_places, outturn_top_up, outturn_top_up_independent, outturn_sen_support, outturn_ap, outturn_hospital, outturn_therapies])
  from high_needs_spend
  where period not in (select period from returned)
)
select spent.area_code, spent.period, minus(plus(spent.total, allocated.high_needs_before), allocated.high_needs_after) as numerator,
  allocated.high_needs_before as denominator
from spent
join dsg_allocations allocated using (area_code, period)
