/* ---
table: high_needs_spend
basis: financial
whole: true
balances:
  - {total: plans, parts: [plans_mainstream, plans_unit, plans_special, plans_independent, plans_hospital_ap, plans_post_16, plans_other], within: 0.5}
--- */
-- Columns by letter: their names repeat from block to block. Only what was returned is read, never the cached amounts per head,
-- which lack York and most columns. Authorities that had ended stand in the sheet with nothing beside them, or doubling their
-- successors, and are left out. Regions and England are not printed; they are added up here.
with told as (
  select any_value(trim(c_c)) as period from grid where line = 2
),
authorities as (
  select grid.line, trim(c_c) as code, trim(c_d) as name, told.period, area.region, area.subregion,
    counted(c_e) as population,
    counted(c_g) as plans,
    counted(c_h) as plans_mainstream,
    counted(c_i) as plans_unit,
    counted(c_j) as plans_special,
    counted(c_k) as plans_independent,
    counted(c_l) as plans_hospital_ap,
    counted(c_m) as plans_post_16,
    counted(c_n) as plans_other,
    pounds(c_p) as budget_places,
    pounds(c_w) as budget_top_up,
    pounds(c_ae) as budget_top_up_independent,
    pounds(c_am) as budget_sen_support,
    pounds(c_an) as budget_ap,
    pounds(c_ao) as budget_hospital,
    pounds(c_ap) as budget_therapies,
    pounds(c_bi) as outturn_places,
    pounds(c_bn) as outturn_places_ap,
    pounds(c_bp) as outturn_top_up,
    pounds(c_bt) as outturn_top_up_special,
    pounds(c_bu) as outturn_top_up_ap,
    pounds(c_bx) as outturn_top_up_independent,
    pounds(c_cb) as outturn_top_up_independent_special,
    pounds(c_cc) as outturn_top_up_independent_ap,
    pounds(c_cf) as outturn_sen_support,
    pounds(c_cg) as outturn_ap,
    pounds(c_ch) as outturn_hospital,
    pounds(c_ci) as outturn_therapies
  from grid
  cross join told
  left join area on area.code = trim(c_c)
  where grid.line > 6
    and regexp_full_match(trim(c_c), '\d{3}')
    and coalesce(area.to_day >= last_day_of(told.period, 'financial'), true)
),
wholes as (
  select level, code as whole from area where level in ('country', 'region', 'subregion')
)
select line, 'authority' as level, code, null::varchar as ons, name, period,
  authorities.* exclude (line, code, name, period, region, subregion)
from authorities
union all
select min(authorities.line), wholes.level, wholes.whole, null, null, authorities.period,
  total_of(list(population order by authorities.line)),
  total_of(list(plans order by authorities.line)),
  total_of(list(plans_mainstream order by authorities.line)),
  total_of(list(plans_unit order by authorities.line)),
  total_of(list(plans_special order by authorities.line)),
  total_of(list(plans_independent order by authorities.line)),
  total_of(list(plans_hospital_ap order by authorities.line)),
  total_of(list(plans_post_16 order by authorities.line)),
  total_of(list(plans_other order by authorities.line)),
  total_of(list(budget_places order by authorities.line)),
  total_of(list(budget_top_up order by authorities.line)),
  total_of(list(budget_top_up_independent order by authorities.line)),
  total_of(list(budget_sen_support order by authorities.line)),
  total_of(list(budget_ap order by authorities.line)),
  total_of(list(budget_hospital order by authorities.line)),
  total_of(list(budget_therapies order by authorities.line)),
  total_of(list(outturn_places order by authorities.line)),
  total_of(list(outturn_places_ap order by authorities.line)),
  total_of(list(outturn_top_up order by authorities.line)),
  total_of(list(outturn_top_up_special order by authorities.line)),
  total_of(list(outturn_top_up_ap order by authorities.line)),
  total_of(list(outturn_top_up_independent order by authorities.line)),
  total_of(list(outturn_top_up_independent_special order by authorities.line)),
  total_of(list(outturn_top_up_independent_ap order by authorities.line)),
  total_of(list(outturn_sen_support order by authorities.line)),
  total_of(list(outturn_ap order by authorities.line)),
  total_of(list(outturn_hospital order by authorities.line)),
  total_of(list(outturn_therapies order by authorities.line))
from authorities
join wholes on wholes.level = 'country' or wholes.whole in (authorities.region, authorities.subregion)
group by wholes.level, wholes.whole, authorities.period
