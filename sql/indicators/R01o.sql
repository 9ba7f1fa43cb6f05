/* ---
id: R01o
name: Appeals to the SEND Tribunal, out of decisions that could be appealed against (counted as until 2024)
short: Appeal rate, to 2024
theme: T5
type: context
polarity: lower
unit: percent
definition: >-
  For every 100 decisions that a family could appeal against, how many appeals were registered with the SEND Tribunal in the year.
  The decisions are refusals to assess, assessments that ended without a plan, every plan in force the next January, and plans that
  ended because needs were met.
numerator: appeals registered
denominator: decisions that could be appealed against, all plans in force included
precision: 1
interval: wilson
basis: calendar
regions: summed
source: tribunal
tables: [appeals]
breaks:
  - from: "2022"
    why: Decisions from 2022 come from records of each child; before, authorities sent totals.
caveats:
  - It is history. From 2024 the rate counts annual reviews completed in place of plans in force, and the two cannot be joined.
  - In the published table the decisions of Central Bedfordshire and Cambridgeshire for 2024 are exchanged. They are shown as printed.
  - A low rate can mean good decisions, or families who do not appeal.
known: {"2014": 1.6, "2015": 1.2, "2016": 1.3, "2017": 1.5, "2018": 1.6, "2019": 1.8, "2020": 1.7, "2021": 1.8, "2022": 2.3, "2023": 2.5, "2024": 3.2}
known_from: Ministry of Justice and Department for Education, SEND Tribunals and appeal rate 2014 to 2024
--- */
select area_code, period, appeals as numerator, decisions as denominator
from appeals
where method = 'old'
