/* ---
id: F03c
name: Spending on high needs for each pupil
short: High needs spend a pupil
theme: T10
type: context
polarity: none
unit: pounds each
definition: >-
  What an authority spent on high needs in the financial year, for each pupil in the schools of its area in the January of that
  year, with or without special educational needs.
numerator: spending on high needs
denominator: pupils in January
precision: 0
interval: none
basis: financial
regions: published
source: section-251
tables: [s251, high_needs_spend, pupils_by_phase]
caveats:
  - It counts pupils of schools in the area, wherever they live. The money also follows children who live here and learn elsewhere.
  - Spending more or less is neither better nor worse.
  - Places in academies and colleges are paid for direct and are not in what an authority returns.
  - Where the return itself is not loaded, 2021-22 is from the data sheet of the high needs benchmarking tool, which leaves out transport paid from the grant.
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
),
pupils as (
  select area_code, printf('%d-%02d', left(period, 4)::integer - 1, left(period, 4)::integer % 100) as period, pupils
  from pupils_by_phase
  where phase = 'Total'
)
select area_code, period, spent.total as numerator, pupils.pupils as denominator
from spent
join pupils using (area_code, period)
