/* ---
id: P02
name: Pupils placed in alternative provision by their school
short: School-arranged AP
theme: T7
type: context
polarity: none
unit: count
definition: Pupils whom a mainstream or special school has placed in alternative provision (AP), counted in January.
numerator: pupils in school-arranged AP
precision: 0
interval: none
basis: january
regions: published
source: alternative-provision
tables: [ap_school_placements]
caveats:
  - It follows the size of the area, so it is never ranked as better or worse.
  - >-
    Pupils of AP schools, placements by schools and placements by the authority are three different counts. One child can be
    in more than one, so they are never added up.
known: {"2023-01": 24577}
known_from: "Department for Education, Schools, pupils and their characteristics"
--- */
select area_code, period, pupils as numerator, no_statistic() as denominator
from ap_school_placements
where topic = 'total'
  and breakdown = 'total'
  and setting = 'total'
