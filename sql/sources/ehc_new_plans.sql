/* ---
table: ehc_new_plans
basis: calendar
keys: [topic, breakdown]
total: breakdown = 'total'
whole: true
adds: ["*"]
rates:
  - {rate: mainstream_pc, part: mainstream, whole: plans, within: 0.06}
--- */
-- One release prints a region's total of new plans against each of its authorities. Where every authority of a region has
-- the region's own figure, an authority's figure is the sum of its seven groups of placement, which are right; and the one
-- authority whose placements are not published is what the region has left.
with new_plans as (
  select line, level, code, ons, name, period_of(time_period, time_identifier) as period, label_of(breakdown_topic) as topic,
    label_of(breakdown) as breakdown, regions.region,
    plain_number(new_ehc_plans) as printed,
    plain_number(mainstream_total) + plain_number(special_total) + plain_number(ap_pru_total) + plain_number(fe_total)
      + plain_number(ed_elsewhere) + plain_number(nm_early_years) + plain_number(placement_unknown) as placed,
    ees.* exclude (line, level, code, ons, name)
  from ees_rows ees
  left join (select code as authority, region from area) regions on regions.authority = ees.code
),
repeated as (
  select authority.period, authority.topic, authority.breakdown, authority.region, region.printed as total,
    sum(authority.placed) as placed, count(*) - count(authority.placed) as unplaced
  from new_plans authority
  join new_plans region on region.code = authority.region and region.period = authority.period and region.topic = authority.topic
    and region.breakdown = authority.breakdown and region.level = 'region'
  where authority.level = 'authority'
  group by authority.period, authority.topic, authority.breakdown, authority.region, region.printed
  having count(*) > 2 and bool_and(authority.printed = region.printed) and region.printed > 0
)
select line, level, code, ons, name, period, topic, breakdown,
  case
    when repeated.total is null then counted(new_ehc_plans)
    when new_plans.placed is not null then worked_out(new_plans.placed)
    when repeated.unplaced = 1 then worked_out(repeated.total - repeated.placed)
    else no_statistic()
  end as plans,
  case when repeated.total is not null then 'the total of new plans was the whole region''s, ' || printf('%d', repeated.total::bigint)
    || ', printed against each of its authorities; it is now '
    || case when new_plans.placed is not null then 'the sum of the groups of placement, ' || printf('%d', new_plans.placed::bigint)
       when repeated.unplaced = 1 then 'what the region''s other authorities leave, ' || printf('%d', (repeated.total - repeated.placed)::bigint)
       else 'not known' end end as mended,
  counted(mainstream_la_maintained) as mainstream_maintained,
  counted(mainstream_la_maintained_resourced_provision) as mainstream_maintained_resourced,
  counted(mainstream_la_maintained_senunit) as mainstream_maintained_unit,
  counted(mainstream_academy) as mainstream_academy,
  counted(mainstream_academy_resourced_provision) as mainstream_academy_resourced,
  counted(mainstream_academy_senunit) as mainstream_academy_unit,
  counted(mainstream_free_school) as mainstream_free_school,
  counted(mainstream_free_school_resourced_provision) as mainstream_free_school_resourced,
  counted(mainstream_free_school_senunit) as mainstream_free_school_unit,
  counted(mainstream_independent) as mainstream_independent,
  counted(mainstream_total) as mainstream,
  counted(special_la_maintained) as special_maintained,
  case when printed(special_academy_free) is not null then counted(special_academy_free)
    when printed(special_free_school) is null or plain_number(special_free_school) is null and plain_number(special_academy) is not null then counted(special_academy)
    else plus(counted(special_academy), counted(special_free_school)) end as special_academy_or_free,
  counted(special_independent) as special_independent,
  counted(special_non_maintained) as special_non_maintained,
  counted(special_total) as special,
  counted(ap_pru_academy) as ap_academy,
  counted(ap_pru_free_school) as ap_free_school,
  counted(ap_pru_la_maintained) as ap_maintained,
  counted(ap_pru_total) as ap,
  counted(general_fe_tertiary_colleges) as fe_general,
  counted(specialist_post_16_institutions) as fe_specialist,
  counted(ukrlp_provider) as fe_other_provider,
  counted(fe_total) as fe,
  counted(elective_home_education) as home_educated,
  counted(other_arrangements_la) as arranged_by_authority,
  counted(other_arrangements_parents) as arranged_by_parents,
  counted(online_provider) as online,
  counted(w_settings) as in_wales,
  counted(other_schools) as other_school,
  counted(other_placement_settings) as other_placement,
  counted(neet) as neet,
  counted(neet_ntci) as leaving_notice,
  counted(neet_other) as no_place_other_age,
  counted(neet_other_csa) as no_place_school_age,
  counted(ed_elsewhere) as elsewhere,
  counted(nm_early_years) as early_years,
  counted(placement_unknown) as not_recorded,
  rated(mainstream_total_pc) as mainstream_pc,
  counted(await_prov) as awaiting_provision,
  counted(perm_ex) as permanently_excluded
from new_plans
left join repeated using (period, topic, breakdown, region)
