/* ---
id: X06e
name: Pupils with an EHC plan suspended at least once
short: Suspended at least once, EHC plans
theme: T7
type: scored
polarity: lower
unit: percent
definition: Of pupils with an EHC plan in state-funded schools, the share who were suspended at least once.
numerator: pupils with an EHC plan suspended at least once
denominator: pupils with an EHC plan
precision: 3
decimals: 2
interval: wilson
basis: academic
regions: published
source: exclusions
tables: [exclusions_characteristics]
published: true
caveats:
  - Each pupil counts once, however often they were suspended.
  - A term is not a year. Terms differ from one another every year, so compare a term with the same term a year before.
  - Pupils are counted where they go to school, not where they live.
  - Schools were closed to most pupils for parts of 2019/20 and 2020/21, so those years are low.
--- */
select area_code, period, suspended_pupils as numerator, pupils as denominator, suspended_pupils_rate as published
from exclusions_characteristics
where phase = 'Total'
  and topic = 'SEN provision'
  and breakdown = 'EHC plan'
