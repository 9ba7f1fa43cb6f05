/* ---
id: S12
name: Pupils with an EHC plan
short: Pupils with EHC plans
theme: T2
type: context
polarity: none
unit: percent
definition: Of pupils of all schools in the area in January, the share with an education, health and care (EHC) plan.
numerator: pupils with an EHC plan
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
  - No direction is agreed. More plans can mean more need, or less help without one.
  - Pupils of all schools are counted, independent schools included.
  - Pupils are counted where they go to school, not where they live.
known: {"2023-01": 4.29}
known_from: "Department for Education, Special educational needs in England"
--- */
select area_code, period, ehc_plans as numerator, pupils as denominator, ehc_plans_pc as published
from pupils_by_phase
where phase = 'Total'
