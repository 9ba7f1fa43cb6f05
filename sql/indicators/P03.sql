/* ---
id: P03
name: Placements in alternative provision that the authority pays for
short: LA-funded AP placements
theme: T7
type: context
polarity: none
unit: count
definition: >-
  Placements in alternative provision (AP) and other settings that the authority pays for, counted in January. Placements are
  counted: a child with two placements counts twice.
numerator: placements the authority pays for
precision: 0
interval: none
basis: january
regions: published
source: alternative-provision
tables: [ap_authority_placements]
caveats:
  - It follows the size of the area, so it is never ranked as better or worse.
  - >-
    Pupils of AP schools, placements by schools and placements by the authority are three different counts. One child can be
    in more than one, so they are never added up.
--- */
select area_code, period, placements as numerator, no_statistic() as denominator
from ap_authority_placements
where reason = 'total'
  and setting = 'total'
