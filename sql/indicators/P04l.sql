/* ---
id: P04l
name: LA-funded placements outside registered schools
short: Unregistered, LA-funded AP
theme: T7
type: scored
polarity: lower
unit: percent
definition: >-
  Of placements in alternative provision (AP) that the authority pays for, the share that are not in a registered school.
numerator: placements outside registered schools
denominator: all such placements
precision: 1
interval: wilson
basis: january
regions: published
source: alternative-provision
tables: [ap_authority_placements]
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
  minus(everywhere.placements, coalesce(registered.placements, no_statistic())) as numerator, everywhere.placements as denominator
from ap_authority_placements everywhere
left join ap_authority_placements registered on registered.area_code = everywhere.area_code and registered.period = everywhere.period
  and registered.reason = everywhere.reason and registered.setting = 'Education setting with URN'
where everywhere.reason = 'total'
  and everywhere.setting = 'total'
