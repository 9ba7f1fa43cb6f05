/* ---
id: P01
name: Pupils in state-funded alternative provision
short: Pupils in state-funded AP
theme: T7
type: context
polarity: none
unit: count
definition: Pupils on the roll of state-funded alternative provision (AP) schools, such as pupil referral units, in January.
numerator: pupils of state-funded AP schools
precision: 0
interval: none
basis: january
regions: published
source: special-needs-in-england
tables: [pupils_by_phase]
caveats:
  - It follows the size of the area, so it is never ranked as better or worse.
  - >-
    Pupils of AP schools, placements by schools and placements by the authority are three different counts. One child can be
    in more than one, so they are never added up.
--- */
select area_code, period, pupils as numerator, no_statistic() as denominator
from pupils_by_phase
where phase = 'Alternative provision'
