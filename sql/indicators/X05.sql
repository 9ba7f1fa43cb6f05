/* ---
id: X05
name: How many times as often pupils with SEN support are suspended as pupils without SEN
short: Suspensions, SEN support against no SEN
theme: T7
type: scored
polarity: lower
unit: times
definition: >-
  The suspension rate of pupils with SEN support divided by that of pupils without special educational needs (SEN). 1 means as
  often; 4 means four times as often.
numerator: suspensions per 100 pupils with SEN support
denominator: suspensions per 100 pupils without SEN
precision: 2
decimals: 1
interval: none
basis: academic
regions: published
source: exclusions
tables: [exclusions_characteristics]
caveats:
  - It is a ratio of two rates. It can rise because one rate rises or because the other falls, so read it beside both.
  - Suspensions are counted, not pupils. One pupil suspended four times counts four times.
  - A term is not a year. Terms differ from one another every year, so compare a term with the same term a year before.
  - Pupils are counted where they go to school, not where they live.
--- */
select needs.area_code, needs.period, needs.suspension_rate as numerator, coalesce(none.suspension_rate, no_statistic()) as denominator
from exclusions_characteristics needs
left join exclusions_characteristics none on none.area_code = needs.area_code and none.period = needs.period
  and none.phase = needs.phase and none.topic = needs.topic and none.breakdown = 'No SEN'
where needs.phase = 'Total'
  and needs.topic = 'SEN provision'
  and needs.breakdown = 'SEN support'
