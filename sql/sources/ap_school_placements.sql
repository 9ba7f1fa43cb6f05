/* ---
table: ap_school_placements
basis: january
keys: [topic, breakdown, setting]
total: topic = 'total' and setting = 'total'
whole: true
adds: [pupils]
--- */
-- A reason or a kind of setting without a row is 0, but only for an area that the file speaks of in that period. The total of
-- totals is never made up; neither are rows of other topics, such as age.
with printed_rows as (
  select line, level, code, ons, name, january_of(time_period) as period, label_of(characteristic_grouping) as topic,
    label_of(pupil_characteristic) as breakdown, label_of(setting_type) as setting, pupils
  from ees_rows
),
spoken_of as (
  select min(line) as line, level, code, ons, name, period
  from printed_rows
  group by level, code, ons, name, period
),
cases as (
  select distinct printed_rows.topic, printed_rows.breakdown, settings.setting
  from printed_rows
  cross join (select distinct setting from printed_rows) settings
  where printed_rows.topic in ('total', 'Placement Reason')
    and not (printed_rows.topic = 'total' and settings.setting = 'total')
),
zeros as (
  select spoken_of.*, cases.topic, cases.breakdown, cases.setting, '0' as pupils
  from spoken_of
  cross join cases
  anti join printed_rows on printed_rows.code = spoken_of.code and printed_rows.level = spoken_of.level
    and printed_rows.period = spoken_of.period and printed_rows.topic = cases.topic and printed_rows.breakdown = cases.breakdown
    and printed_rows.setting = cases.setting
),
all_rows as (
  select line, level, code, ons, name, period, topic, breakdown, setting, pupils from printed_rows
  union all
  select line, level, code, ons, name, period, topic, breakdown, setting, pupils from zeros
)
select line, level, code, ons, name, period, topic, breakdown, setting,
  counted(pupils) as pupils
from all_rows
