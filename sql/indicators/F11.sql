/* ---
id: F11
name: High needs block after deductions
short: High needs block received
theme: T10
type: context
polarity: none
unit: pounds
definition: >-
  The money for high needs that reaches an authority in the financial year, after what is taken off for places in academies and
  colleges that are paid for direct.
numerator: high needs block after deductions
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
  - It follows the size of the area, and how many of its schools are academies, so it is never ranked as better or worse.
  - Several editions of a year come out; the newest that is loaded is used.
--- */
select area_code, period, high_needs_after as numerator, no_statistic() as denominator
from dsg_allocations
