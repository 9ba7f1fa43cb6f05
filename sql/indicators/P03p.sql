/* ---
id: P03p
name: Pupils in alternative provision that the authority pays for
short: Pupils in LA-funded AP
theme: T7
type: context
polarity: none
unit: count
definition: >-
  Pupils in alternative provision (AP) and other settings that the authority pays for, counted in January. Each pupil counts
  once.
numerator: pupils in LA-funded AP
precision: 0
interval: none
basis: january
regions: published
source: alternative-provision
tables: [ap_authority_pupils]
caveats:
  - It follows the size of the area, so it is never ranked as better or worse.
  - >-
    Pupils of AP schools, placements by schools and placements by the authority are three different counts. One child can be
    in more than one, so they are never added up.
known: {"2023-01": 40904}
known_from: "Department for Education, Schools, pupils and their characteristics"
--- */
select area_code, period, pupils as numerator, no_statistic() as denominator
from ap_authority_pupils
