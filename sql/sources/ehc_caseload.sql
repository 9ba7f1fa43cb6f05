/* ---
table: ehc_caseload
basis: january
keys: [topic, breakdown]
total: breakdown = 'total'
whole: true
adds: ["*"]
rates:
  - {rate: mainstream_pc, part: mainstream, whole: plans, within: 0.06}
  - {rate: special_pc, part: special, whole: plans, within: 0.06}
--- */
select line, level, code, ons, name, january_of(time_period) as period, label_of(breakdown_topic) as topic, label_of(breakdown) as breakdown,
  counted(ehcplans) as plans,
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
  rated(special_total_pc) as special_pc,
  counted(await_prov_2022) as awaiting_provision,
  counted(perm_ex_2022) as permanently_excluded
from ees_rows
