/* ---
id: X06
name: Pupils with SEN suspended at least once
short: Suspended at least once, all SEN
theme: T7
type: scored
polarity: lower
unit: percent
definition: Of pupils with an EHC plan or SEN support in state-funded schools, the share who were suspended at least once.
numerator: pupils with an EHC plan or SEN support suspended at least once
denominator: pupils with an EHC plan or SEN support
precision: 3
decimals: 2
interval: wilson
basis: academic
regions: published
source: exclusions
tables: [exclusions_characteristics]
caveats:
  - Each pupil counts once, however often they were suspended.
  - It is worked out from counts, so there is none for periods where only rates are published.
  - Pupils are counted where they go to school, not where they live.
  - Schools were closed to most pupils for parts of 2019/20 and 2020/21, so those years are low.
--- */
select plans.area_code, plans.period,
  plus(plans.suspended_pupils, coalesce(support.suspended_pupils, no_statistic())) as numerator,
  plus(plans.pupils, coalesce(support.pupils, no_statistic())) as denominator
from exclusions_characteristics plans
left join exclusions_characteristics support on support.area_code = plans.area_code and support.period = plans.period
  and support.phase = plans.phase and support.topic = plans.topic and support.breakdown = 'SEN support'
where plans.phase = 'Total'
  and plans.topic = 'SEN provision'
  and plans.breakdown = 'EHC plan'
  and plans.period in (select period from exclusions_characteristics where pupils.value is not null)
