/* ---
id: S12b
name: Pupils with SEN support
short: Pupils with SEN support
theme: T2
type: context
polarity: none
unit: percent
definition: >-
  Of pupils of all schools in the area in January, the share with SEN support. That is extra help without an EHC plan.
numerator: pupils with SEN support
denominator: pupils
precision: 2
decimals: 1
interval: wilson
basis: january
regions: published
source: special-needs-in-england
tables: [pupils_by_phase]
published: true
caveats:
  - No direction is agreed. More SEN support can mean more need, or needs that are noticed sooner.
  - Pupils of all schools are counted, independent schools included.
  - Pupils are counted where they go to school, not where they live.
known: {"2023-01": 13.04}
known_from: "Department for Education, Special educational needs in England"
--- */
select area_code, period, sen_support as numerator, pupils as denominator, sen_support_pc as published
from pupils_by_phase
where phase = 'Total'
