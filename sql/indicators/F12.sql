/* ---
id: F12
name: Top-ups to special schools and alternative provision for each person aged 2 to 18
short: Specialist top-ups a head
theme: T10
type: context
polarity: none
unit: pounds each
definition: >-
  What an authority paid in the financial year in top-ups to special schools, pupil referral units and alternative provision,
  state-funded and independent, for each child and young person aged 2 to 18 who lives there.
numerator: top-ups to special schools and alternative provision
denominator: people aged 2 to 18
precision: 2
interval: none
basis: financial
regions: published
source: high-needs-benchmarking
tables: [high_needs_spend]
caveats:
  - Worked out from the money and the number of people, not from the printed amounts a head, which lack an authority.
  - Authorities book top-ups in different columns, so some spend more than this shows.
  - Spending more or less is neither better nor worse.
  - For England and regions it is of the authorities that are listed; City of London and the Isles of Scilly are not.
--- */
select area_code, period,
  total_of([outturn_top_up_special, outturn_top_up_ap, outturn_top_up_independent_special, outturn_top_up_independent_ap]) as numerator,
  population as denominator
from high_needs_spend
