/* ---
id: X02
name: Suspensions of pupils with an EHC plan
short: Suspensions, EHC plans
theme: T7
type: scored
polarity: lower
unit: per 100 pupils
definition: >-
  Suspensions of pupils with an EHC plan, for every 100 such pupils in state-funded schools. A suspension sends a pupil home
  for a time.
numerator: suspensions of pupils with an EHC plan
denominator: pupils with an EHC plan
precision: 3
decimals: 2
interval: byar
basis: academic
regions: published
source: exclusions
tables: [exclusions_characteristics]
published: true
caveats:
  - Suspensions are counted, not pupils. One pupil suspended four times counts four times.
  - A term is not a year. Terms differ from one another every year, so compare a term with the same term a year before.
  - Pupils are counted where they go to school, not where they live.
  - Schools were closed to most pupils for parts of 2019/20 and 2020/21, so those years are low.
--- */
select area_code, period, suspensions as numerator, pupils as denominator, suspension_rate as published
from exclusions_characteristics
where phase = 'Total'
  and topic = 'SEN provision'
  and breakdown = 'EHC plan'
