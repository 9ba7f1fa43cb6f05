/* ---
id: A02
name: Sessions missed by pupils with SEN support
short: Absence, SEN support
theme: T7
type: scored
polarity: lower
unit: percent
definition: Of the school sessions that pupils with SEN support could have attended in the school year, the share they missed.
numerator: sessions missed by pupils with SEN support
denominator: possible sessions of pupils with SEN support
precision: 6
decimals: 1
interval: none
basis: academic
regions: published
source: absence
tables: [absence_sen]
published: true
caveats:
  - A session is half a day. Absence has many causes, illness and unmet need among them; it does not say whose fault it is.
  - Pupils are counted where they go to school, not where they live.
  - There are no figures for 2019/20.
--- */
select area_code, period, missed_sessions as numerator, sessions as denominator, absence_rate as published
from absence_sen
where terms = 'whole year'
  and phase = 'Total'
  and breakdown = 'SEN support'
