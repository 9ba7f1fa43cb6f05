/* ---
id: X01
name: Suspensions of pupils with SEN support
short: Suspensions, SEN support
theme: T7
type: scored
polarity: lower
unit: per 100 pupils
definition: >-
  Suspensions of pupils with SEN support, for every 100 such pupils in state-funded schools. A suspension sends a pupil home
  for a time.
numerator: suspensions of pupils with SEN support
denominator: pupils with SEN support
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
  and breakdown = 'SEN support'
