-- the rows of an Explore Education Statistics file, with what tells their place and time
create or replace temp view ees_rows as
  select line, level_of(geographic_level) as level, code_of(geographic_level, old_la_code, region_code, country_code) as code,
    case when level_of(geographic_level) = 'authority' then trim(new_la_code) end as ons,
    name_of(geographic_level, la_name, region_name, country_name) as name,
    * exclude (line, geographic_level, old_la_code, new_la_code, la_name, region_code, region_name, country_code, country_name)
  from raw
  where level_of(geographic_level) in ('country', 'region', 'authority');
