/* ---
table: exclusions_characteristics
basis: academic
keys: [phase, topic, breakdown]
total: phase = 'Total' and breakdown = 'EHC plan' and period >= '2019-20'
whole: true
adds: [pupils, exclusions, suspensions, suspended_pupils]
rates:
  - {rate: exclusion_rate, part: exclusions, whole: pupils, within: 0.006}
  - {rate: suspended_pupils_rate, part: suspended_pupils, whole: pupils, within: 0.006}
--- */
-- Only the rows by SEN provision are kept. A label of that topic that is not known stays as it is printed, so that it is seen.
-- Suspensions per 100 pupils are not held to 100: one pupil can be suspended many times.
-- London is the sum of Inner and Outer London where the file gives only those; where a part is a symbol, so is the sum. It stands
-- on no line of the file, so it takes the negative of its first part's.
with printed_rows as (
  select line, level, code, ons, name, period_of(time_period, time_identifier) as period,
    school_phase_of(phase) as phase, 'SEN provision' as topic,
    coalesce(sen_provision_of(characteristic), trim(characteristic)) as breakdown,
    headcount, perm_excl, perm_excl_rate, suspension, susp_rate, one_plus_susp, one_plus_susp_rate
  from ees_rows
  where case when printed(topic) is null then sen_provision_of(characteristic) is not null
    else lower(replace(trim(topic), '_', ' ')) in ('sen provision', 'sen') end
),
london as (
  select -min(printed_rows.line) as line, 'region' as level, area.region as code, null::varchar as ons, null::varchar as name,
    printed_rows.period, printed_rows.phase, printed_rows.topic, printed_rows.breakdown,
    added_up(headcount) as headcount,
    added_up(perm_excl) as perm_excl,
    percentage_of(added_up(perm_excl), added_up(headcount)) as perm_excl_rate,
    added_up(suspension) as suspension,
    percentage_of(added_up(suspension), added_up(headcount)) as susp_rate,
    added_up(one_plus_susp) as one_plus_susp,
    percentage_of(added_up(one_plus_susp), added_up(headcount)) as one_plus_susp_rate
  from printed_rows
  join area on area.code = printed_rows.code and area.level = 'subregion'
  group by area.region, printed_rows.period, printed_rows.phase, printed_rows.topic, printed_rows.breakdown
  having count(*) = (select count(*) from area where level = 'subregion')
),
all_rows as (
  select * from printed_rows
  union all
  select * from london anti join printed_rows using (code, period, phase, topic, breakdown)
)
select line, level, code, ons, name, period, phase, topic, breakdown,
  counted(headcount) as pupils,
  counted(perm_excl) as exclusions,
  rated(perm_excl_rate) as exclusion_rate,
  counted(suspension) as suspensions,
  rated(susp_rate) as suspension_rate,
  counted(one_plus_susp) as suspended_pupils,
  rated(one_plus_susp_rate) as suspended_pupils_rate
from all_rows
