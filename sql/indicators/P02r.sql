/* ---
id: P02r
name: Pupils placed in alternative provision by their school, for every 10,000 pupils
short: School-arranged AP per 10,000
theme: T7
type: context
polarity: none
unit: per 10,000
definition: >-
  Pupils whom a mainstream or special school has placed in alternative provision (AP), counted in January, for every 10,000
  pupils of all schools in the area.
numerator: pupils in school-arranged AP
denominator: pupils of all schools in the area
precision: 1
interval: byar
basis: january
regions: published
source: alternative-provision
tables: [ap_school_placements, pupils_by_phase]
caveats:
  - >-
    Pupils of AP schools, placements by schools and placements by the authority are three different counts. One child can be
    in more than one, so they are never added up.
  - >-
    Neither more nor less is better in itself. A place can be the right help or a sign that mainstream schools do not include
    a child.
  - Pupils are counted where they go to school, not where they live.
--- */
select part.area_code, part.period, part.pupils as numerator, coalesce(everybody.pupils, no_statistic()) as denominator
from ap_school_placements part
left join pupils_by_phase everybody on everybody.area_code = part.area_code and everybody.period = part.period
  and everybody.phase = 'Total'
where part.topic = 'total'
  and part.breakdown = 'total'
  and part.setting = 'total'
  and part.period in (select period from pupils_by_phase where phase = 'Total')
