/* ---
id: P03r
name: Placements in alternative provision that the authority pays for, for every 10,000 pupils
short: LA-funded AP placements per 10,000
theme: T7
type: context
polarity: none
unit: per 10,000
definition: >-
  Placements in alternative provision (AP) and other settings that the authority pays for, counted in January, for every
  10,000 pupils of all schools in the area. Placements are counted: a child with two placements counts twice.
numerator: placements the authority pays for
denominator: pupils of all schools in the area
precision: 1
interval: byar
basis: january
regions: published
source: alternative-provision
tables: [ap_authority_placements, pupils_by_phase]
caveats:
  - >-
    Pupils of AP schools, placements by schools and placements by the authority are three different counts. One child can be
    in more than one, so they are never added up.
  - >-
    Neither more nor less is better in itself. A place can be the right help or a sign that mainstream schools do not include
    a child.
  - Pupils are counted where they go to school, not where they live.
--- */
select part.area_code, part.period, part.placements as numerator, coalesce(everybody.pupils, no_statistic()) as denominator
from ap_authority_placements part
left join pupils_by_phase everybody on everybody.area_code = part.area_code and everybody.period = part.period
  and everybody.phase = 'Total'
where part.reason = 'total'
  and part.setting = 'total'
  and part.period in (select period from pupils_by_phase where phase = 'Total')
