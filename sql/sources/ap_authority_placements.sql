/* ---
table: ap_authority_placements
basis: january
keys: [reason, setting]
total: reason = 'total' and setting = 'total'
whole: true
adds: [placements]
--- */
-- A kind of setting without a row is 0, but only for an area that the file speaks of in that period. The total is never made up.
with printed_rows as (
  select line, level, code, ons, name, january_of(time_period) as period, label_of(setting_type) as setting, placements
  from ees_rows
),
spoken_of as (
  select min(line) as line, level, code, ons, name, period
  from printed_rows
  group by level, code, ons, name, period
),
settings as (
  select distinct setting from printed_rows where setting <> 'total'
),
zeros as (
  select spoken_of.*, settings.setting, '0' as placements
  from spoken_of
  cross join settings
  anti join printed_rows on printed_rows.code = spoken_of.code and printed_rows.level = spoken_of.level
    and printed_rows.period = spoken_of.period and printed_rows.setting = settings.setting
),
all_rows as (
  select line, level, code, ons, name, period, setting, placements from printed_rows
  union all
  select line, level, code, ons, name, period, setting, placements from zeros
)
select line, level, code, ons, name, period, 'total' as reason, setting,
  counted(placements) as placements
from all_rows
