/* ---
id: R02
name: Mediations about a request for assessment that were followed by an appeal
short: Mediation then appeal
theme: T5
type: context
polarity: none
unit: percent
definition: Of the mediations about a request for assessment, the share that were followed by an appeal to the SEND Tribunal.
numerator: appeals after mediation
denominator: mediations
precision: 1
interval: wilson
basis: calendar
regions: published
source: ehc-plans
tables: [ehc_requests]
caveats:
  - It counts disputes about the request for assessment only, not those about the plan.
  - The numbers are small, and many are not published for an authority.
  - What counts as a mediation or an appeal changed in 2022 and 2023, so earlier figures are not used.
--- */
select area_code, period, appeals_after_mediation as numerator, mediations as denominator
from ehc_requests
where breakdown = 'total'
