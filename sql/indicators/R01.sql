/* ---
id: R01
name: Appeals to the SEND Tribunal, out of decisions that could be appealed against
short: Appeal rate
theme: T5
type: scored
polarity: lower
unit: percent
definition: >-
  For every 100 decisions that a family could appeal against, how many appeals were registered with the SEND Tribunal in the year.
  The decisions are refusals to assess, assessments that ended without a plan, annual reviews completed in the year, and plans that
  ended because needs were met.
numerator: appeals registered
denominator: decisions that could be appealed against
precision: 1
interval: wilson
basis: calendar
regions: summed
source: tribunal
tables: [appeals]
caveats:
  - A low rate can mean good decisions, or families who do not appeal.
  - It moves with how many annual reviews an authority recorded as completed. Look at the number of decisions beside it.
  - England's figure counts the appeals of authorities whose decisions are not published. Compare areas with the figure on matching areas.
  - In the table that this comes from, the decisions of Central Bedfordshire and Cambridgeshire for 2024 are almost certainly exchanged, and those for 2025 may be.
  - It cannot be joined to the earlier rate, which counted every plan in force.
known: {"2024": 6.1, "2025": 6.6}
known_from: Department for Education, SEND appealable decisions rate 2024 to 2025
--- */
select area_code, period, appeals as numerator, decisions as denominator
from appeals
where method = 'new'
