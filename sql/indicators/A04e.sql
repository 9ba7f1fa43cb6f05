/* ---
id: A04e
name: Pupils with an EHC plan who missed half or more of school
short: Severe absence, EHC plans
theme: T7
type: scored
polarity: lower
unit: percent
definition: >-
  Of pupils with an EHC plan, the share who missed half or more of the sessions they could have attended in the school year.
numerator: pupils with an EHC plan who missed half or more of their sessions
denominator: pupils with an EHC plan
precision: 6
decimals: 1
interval: wilson
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
select area_code, period, severely_absent as numerator, pupils as denominator, severe_rate as published
from absence_sen
where terms = 'whole year'
  and phase = 'Total'
  and breakdown = 'EHC plan'
