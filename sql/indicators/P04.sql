/* ---
id: P04
name: School-arranged placements outside registered schools
short: Unregistered, school-arranged AP
theme: T7
type: scored
polarity: lower
unit: percent
definition: >-
  Of pupils whom their school has placed in alternative provision (AP), the share who are not in a registered school.
numerator: pupils outside registered schools
denominator: all such pupils
precision: 1
interval: wilson
basis: january
regions: published
source: alternative-provision
tables: [ap_school_placements]
caveats:
  - >-
    Not in a registered school means every kind of setting but one with a school number (URN): tuition, colleges, work
    placements and other providers. Some of them are good; none of them is inspected as a school.
  - Numbers are small in many areas. With fewer than 20 there is no colour.
  - >-
    Pupils of AP schools, placements by schools and placements by the authority are three different counts. One child can be
    in more than one, so they are never added up.
--- */
select everywhere.area_code, everywhere.period,
  minus(everywhere.pupils, coalesce(registered.pupils, no_statistic())) as numerator, everywhere.pupils as denominator
from ap_school_placements everywhere
left join ap_school_placements registered on registered.area_code = everywhere.area_code and registered.period = everywhere.period
  and registered.topic = everywhere.topic and registered.breakdown = everywhere.breakdown and registered.setting = 'Education setting with URN'
where everywhere.topic = 'total'
  and everywhere.breakdown = 'total'
  and everywhere.setting = 'total'
