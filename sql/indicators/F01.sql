/* ---
id: F01
name: What is left of the dedicated schools grant at the end of the year, against the high needs block
short: Grant balance, of high needs
theme: T10
type: scored
polarity: higher
unit: percent
definition: >-
  The dedicated schools grant an authority carries forward at the end of the financial year, as a share of its high needs block for
  that year. Below zero is a deficit: more was spent than was given, over the years. Above zero is a surplus.
numerator: grant carried forward, a deficit below zero
denominator: high needs block before deductions
precision: 2
interval: none
basis: financial
regions: published
source: section-251
tables: [s251, dsg_allocations]
breaks:
  - from: "2026-27"
    why: Money moved between the blocks of the grant, so the high needs block of 2026-27 does not compare with earlier years.
caveats:
  - The balance is of the whole grant, though high needs is nearly always why it is short.
  - Other tables give it as a share of the whole grant, which is a smaller number.
  - Years before 2019-20 are left out, because the sign of the line was the other way round.
  - Several editions of a year come out; the newest that is loaded is used.
--- */
-- Line 1.9.3 is above zero for a deficit from 2019-20 on.
select s251.area_code, s251.period, minus(worked_out(0), s251.gross) as numerator, dsg_allocations.high_needs_before as denominator
from s251
join dsg_allocations using (area_code, period)
where s251.return = 'outturn'
  and s251.return_line = '1.9.3'
  and s251.period >= '2019-20'
