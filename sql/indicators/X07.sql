/* ---
id: X07
name: Suspensions of all pupils
short: Suspensions, all pupils
theme: T7
type: context
polarity: lower
unit: per 100 pupils
definition: Suspensions for every 100 pupils in state-funded schools. A suspension sends a pupil home for a time.
numerator: suspensions
denominator: pupils
precision: 5
decimals: 2
interval: byar
basis: academic
regions: published
source: exclusions
tables: [exclusions_geography]
published: true
caveats:
  - It gives the background to the rates of pupils with SEN. It is of all pupils, so it is not scored.
  - Suspensions are counted, not pupils. One pupil suspended four times counts four times.
  - A term is not a year. Terms differ from one another every year, so compare a term with the same term a year before.
  - Pupils are counted where they go to school, not where they live.
  - Schools were closed to most pupils for parts of 2019/20 and 2020/21, so those years are low.
  - London is the sum of Inner and Outer London where the publisher prints only those.
known: {"2023-24": 11.30744}
known_from: Department for Education, Suspensions and permanent exclusions in England
--- */
select area_code, period, suspensions as numerator, pupils as denominator, suspension_rate as published
from exclusions_geography
where phase = 'Total'
