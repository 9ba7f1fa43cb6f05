/* ---
table: exclusions_geography
basis: academic
keys: [phase]
total: phase = 'Total' and period >= '2019-20'
whole: true
adds: [pupils, exclusions, suspensions, suspended_pupils]
rates:
  - {rate: exclusion_rate, part: exclusions, whole: pupils, within: 0.006}
  - {rate: suspension_rate, part: suspensions, whole: pupils, within: 0.006}
  - {rate: suspended_pupils_rate, part: suspended_pupils, whole: pupils, within: 0.006}
--- */
-- Sums are checked from 2019/20: before, some years print an authority beside the one that took over from it. A file without a
-- column of school phases is the one of alternative provision.
-- London is the sum of Inner and Outer London where the file gives only those; where a part is a symbol, so is the sum. It stands
-- on no line of the file, so it takes the negative of its first part's.
with printed_rows as (
  select line, level, code, ons, name, period_of(time_period, time_identifier) as period,
    coalesce(school_phase_of(phase), 'Alternative provision') as phase,
    num_schools, headcount, perm_excl, perm_excl_rate, suspension, susp_rate, one_plus_susp, one_plus_susp_rate
  from ees_rows
),
london as (
  select -min(printed_rows.line) as line, 'region' as level, area.region as code, null::varchar as ons, null::varchar as name,
    printed_rows.period, printed_rows.phase,
    added_up(num_schools) as num_schools,
    added_up(headcount) as headcount,
    added_up(perm_excl) as perm_excl,
    percentage_of(added_up(perm_excl), added_up(headcount)) as perm_excl_rate,
    added_up(suspension) as suspension,
    percentage_of(added_up(suspension), added_up(headcount)) as susp_rate,
    added_up(one_plus_susp) as one_plus_susp,
    percentage_of(added_up(one_plus_susp), added_up(headcount)) as one_plus_susp_rate
  from printed_rows
  join area on area.code = printed_rows.code and area.level = 'subregion'
  group by area.region, printed_rows.period, printed_rows.phase
  having count(*) = (select count(*) from area where level = 'subregion')
),
all_rows as (
  select * from printed_rows
  union all
  select * from london anti join printed_rows using (code, period, phase)
)
select line, level, code, ons, name, period, phase,
  counted(num_schools) as schools,
  counted(headcount) as pupils,
  counted(perm_excl) as exclusions,
  rated(perm_excl_rate) as exclusion_rate,
  counted(suspension) as suspensions,
  rated(susp_rate) as suspension_rate,
  counted(one_plus_susp) as suspended_pupils,
  rated(one_plus_susp_rate) as suspended_pupils_rate
from all_rows
