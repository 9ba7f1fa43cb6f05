/* ---
id: F10
name: High needs block before deductions
short: High needs block
theme: T10
type: context
polarity: none
unit: pounds
definition: >-
  The money an authority is given for high needs in the financial year, within the dedicated schools grant, before anything is taken
  off for places that are paid for direct.
numerator: high needs block before deductions
precision: 0
interval: none
basis: financial
regions: published
source: dsg
tables: [dsg_allocations]
breaks:
  - from: "2026-27"
    why: Money moved between the blocks of the grant, so the high needs block from then on does not compare with earlier years.
caveats:
  - It follows the size of the area, so it is never ranked as better or worse.
  - Several editions of a year come out; the newest that is loaded is used.
--- */
select area_code, period, high_needs_before as numerator, no_statistic() as denominator
from dsg_allocations
