/* ---
table: exclusions_geography
basis: academic
keys: [phase]
--- */
-- Before 2019/20 suspensions were called fixed period exclusions. The oldest releases round counts to 5 and leave small ones out,
-- so their authorities do not add up to England and no sums are checked.
-- London is the sum of Inner and Outer London where the file gives only those; where a part is a symbol, so is the sum. It stands
-- on no line of the file, so it takes the negative of its first part's.
with printed_rows as (
  select line, level, code, ons, name, period_of(time_period, time_identifier) as period,
    coalesce(school_phase_of(phase), 'Alternative provision') as phase,
    num_schools, headcount, perm_excl, perm_excl_rate, fixed_excl, fixed_excl_rate, one_plus_fixed, one_plus_fixed_rate
  from ees_rows
),
london as (
  select -min(printed_rows.line) as line, 'region' as level, area.region as code, null::varchar as ons, null::varchar as name,
    printed_rows.period, printed_rows.phase,
    added_up(num_schools) as num_schools,
    added_up(headcount) as headcount,
    added_up(perm_excl) as perm_excl,
    percentage_of(added_up(perm_excl), added_up(headcount)) as perm_excl_rate,
    added_up(fixed_excl) as fixed_excl,
    percentage_of(added_up(fixed_excl), added_up(headcount)) as fixed_excl_rate,
    added_up(one_plus_fixed) as one_plus_fixed,
    percentage_of(added_up(one_plus_fixed), added_up(headcount)) as one_plus_fixed_rate
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
  counted(fixed_excl) as suspensions,
  rated(fixed_excl_rate) as suspension_rate,
  counted(one_plus_fixed) as suspended_pupils,
  rated(one_plus_fixed_rate) as suspended_pupils_rate
from all_rows
