/* ---
id: F06
name: Spending on alternative provision for each person aged 2 to 18
short: AP spend a head
theme: T10
type: context
polarity: none
unit: pounds each
definition: >-
  What an authority spent in the financial year on alternative provision: its services, its places, and top-ups to pupil referral
  units and alternative provision of every kind, for each child and young person aged 2 to 18 who lives there.
numerator: spending on alternative provision
denominator: people aged 2 to 18
precision: 2
interval: none
basis: financial
regions: published
source: section-251
tables: [s251, high_needs_spend]
caveats:
  - Spending more or less is neither better nor worse.
  - Places in academies and colleges are paid for direct and are not in what an authority returns.
  - Where the return itself is not loaded, 2021-22 is from the data sheet of the high needs benchmarking tool.
  - The number of people is a projection made before the census of 2021, and is held for 2021-22 only.
--- */
-- The service line whole; of places and top-ups, the column of pupil referral units and alternative provision.
with returned as (
  select area_code, period, total_of(list(case when return_line = '1.2.7' then net else alternative_provision end order by return_line)) as total
  from s251
  where return = 'outturn'
    and return_line in ('1.0.2', '1.2.1', '1.2.2', '1.2.3', '1.2.4', '1.2.7', '1.2.11')
  group by area_code, period
  having count(*) = 7
),
spent as (
  select area_code, period, total from returned
  union all
  select area_code, period, total_of([outturn_ap, outturn_places_ap, outturn_top_up_ap, outturn_top_up_independent_ap])
  from high_needs_spend
  where period not in (select period from returned)
)
select spent.area_code, spent.period, spent.total as numerator, people.population as denominator
from spent
join high_needs_spend people using (area_code, period)
