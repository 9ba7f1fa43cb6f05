/* ---
id: F04
name: Top-ups to independent and non-maintained providers, of spending on high needs
short: Independent top-ups, of spend
theme: T10
type: context
polarity: none
unit: percent
definition: >-
  Of what an authority spent on high needs in the financial year, the share that went as top-ups and other money to independent
  schools, non-maintained special schools and independent colleges.
numerator: top-ups to independent and non-maintained providers
denominator: spending on high needs
precision: 1
interval: none
basis: financial
regions: published
source: section-251
tables: [s251, high_needs_spend]
caveats:
  - A high share can mean too few local places, or many children with rare needs. It is neither better nor worse.
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
independent as (
  select area_code, period, net from s251 where return = 'outturn' and return_line = '1.2.3'
)
select area_code, period, independent.net as numerator, returned.total as denominator
from returned
join independent using (area_code, period)
union all
select area_code, period, outturn_top_up_independent,
  total_of([outturn_places, outturn_top_up, outturn_top_up_independent, outturn_sen_support, outturn_ap, outturn_hospital, outturn_therapies])
from high_needs_spend
where period not in (select period from returned)
