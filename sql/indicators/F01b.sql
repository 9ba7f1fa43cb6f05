/* ---
id: F01b
name: What is left of the dedicated schools grant at the end of the year, against the whole grant
short: Grant balance, of all grant
theme: T10
type: context
polarity: none
unit: percent
definition: >-
  The dedicated schools grant an authority carries forward at the end of the financial year, as a share of its whole grant for that
  year, before anything is taken off. Below zero is a deficit. Above zero is a surplus.
numerator: grant carried forward, a deficit below zero
denominator: dedicated schools grant before deductions
precision: 2
interval: none
basis: financial
regions: published
source: section-251
tables: [s251, dsg_allocations]
caveats:
  - It is the same balance as the one against the high needs block, out of a larger sum.
  - Years before 2019-20 are left out, because the sign of the line was the other way round.
  - Several editions of a year come out; the newest that is loaded is used.
--- */
select s251.area_code, s251.period, minus(worked_out(0), s251.gross) as numerator, dsg_allocations.total_before as denominator
from s251
join dsg_allocations using (area_code, period)
where s251.return = 'outturn'
  and s251.return_line = '1.9.3'
  and s251.period >= '2019-20'
