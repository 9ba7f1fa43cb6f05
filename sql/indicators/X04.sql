/* ---
id: X04
name: Permanent exclusions of pupils with an EHC plan
short: Permanent exclusions, EHC plans
theme: T7
type: scored
polarity: lower
unit: per 100 pupils
definition: >-
  Permanent exclusions of pupils with an EHC plan, for every 100 such pupils in state-funded schools. A pupil who is
  permanently excluded may not come back to that school.
numerator: permanent exclusions of pupils with an EHC plan
denominator: pupils with an EHC plan
precision: 3
interval: byar
basis: academic
regions: published
source: exclusions
tables: [exclusions_characteristics]
published: true
caveats:
  - Permanent exclusions are few. In a small area one more or one fewer moves the rate, so look at several years together.
  - A term is not a year. Terms differ from one another every year, so compare a term with the same term a year before.
  - Pupils are counted where they go to school, not where they live.
  - Schools were closed to most pupils for parts of 2019/20 and 2020/21, so those years are low.
--- */
select area_code, period, exclusions as numerator, pupils as denominator, exclusion_rate as published
from exclusions_characteristics
where phase = 'Total'
  and topic = 'SEN provision'
  and breakdown = 'EHC plan'
