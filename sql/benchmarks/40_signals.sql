-- Signals: what published figures say of a theme, for each authority that is there now. Each item of a theme's scored set has
-- the quarter of its indicators' newest figures, their lower median where several fill it; the signal is the lower median of
-- the items' quarters where at least three items and six in ten of the set have one. Fewer make no signal and stay as they
-- are. An area left out of the pool has none there.

create temp table judged as
select area.code as area_code, pool.pool, pool.pool = 'default' and area.left_out as left_out
from area
cross join (values ('default'), ('all')) pool(pool)
where area.level = 'authority' and area.to_day is null;

create table signal_part as
select judged.area_code, theme_item.theme, judged.pool, theme_item.ordinal, theme_item.item, theme_item.indicator, newest.period, newest.last_day,
  position.band::integer as band,
  case
    when theme_item.indicator is null then 'no figures'
    when value.value is null then coalesce(value.status, 'not available')
    when judged.left_out then 'left out'
    when position.band is null then 'too few'
    else 'compared'
  end as status,
  value.value is not null as published, theme_item.optional
from judged
cross join theme_item
left join newest on newest.indicator = theme_item.indicator
left join value on value.indicator = newest.indicator and value.period = newest.period and value.area_code = judged.area_code
left join position on position.indicator = newest.indicator and position.period = newest.period and position.area_code = judged.area_code
  and position.pool = judged.pool
order by judged.area_code, judged.pool, theme_item.theme, theme_item.ordinal, theme_item.indicator;

create table signal as
with item as (
  select area_code, pool, theme, item, quantile_disc(band, 0.5) as band, bool_or(published) as published,
    max(last_day) filter (band is not null) as newest_day, min(last_day) filter (band is not null) as oldest_day,
    max_by(period, last_day) filter (band is not null) as newest_period, min_by(period, last_day) filter (band is not null) as oldest_period
  from signal_part
  where not optional
  group by area_code, pool, theme, item
),
counted as (
  select judged.area_code, theme.id as theme, theme.ordinal, judged.pool, any_value(judged.left_out) as left_out,
    count(item.band) as available, count(*) filter (item.published) as published, count(item.item) as of_set,
    quantile_disc(item.band, 0.5) as level, list(item.band order by item.band) filter (item.band is not null) as bands,
    max_by(item.newest_period, item.newest_day) as newest_period, min_by(item.oldest_period, item.oldest_day) as oldest_period
  from judged
  cross join theme
  left join item on item.area_code = judged.area_code and item.pool = judged.pool and item.theme = theme.id
  group by all
),
stated as (
  select *,
    case
      when published = 0 then 'no public data'
      when left_out then 'left out'
      when available >= 3 and 10 * available >= 6 * of_set then 'signal'
      when available > 0 then 'partial'
      else 'too few'
    end as state
  from counted
)
select area_code, theme, pool, state, case when state = 'signal' then level end as level, available::integer as available,
  published::integer as published, of_set::integer as of_set, coalesce(bands, []) as bands, newest_period, oldest_period
from stated
order by area_code, pool, ordinal;

-- Data quality: of the figures that signals are made of, how many of an area's newest are published as numbers, by source, and
-- the newest period that has one. What does not apply to an area is not due there.
create table data_quality as
with core as (
  select distinct indicator.id as indicator, json_extract_string(indicator.about, '$.source') as source
  from theme_item
  join indicator on indicator.id = theme_item.indicator
),
due as (
  select judged.area_code, core.source, core.indicator, coalesce(value.status, 'not available') as status, value.value
  from judged
  cross join core
  join newest on newest.indicator = core.indicator
  left join value on value.indicator = newest.indicator and value.period = newest.period and value.area_code = judged.area_code
  where judged.pool = 'all'
),
age as (
  select value.area_code, core.source, max(value.last_day) as newest_day, max_by(value.period, value.last_day) as newest_period
  from core
  join value on value.indicator = core.indicator
  where value.value is not null
  group by all
)
select due.area_code, due.source, (count(*) filter (due.status <> 'not applicable'))::integer as due,
  (count(*) filter (due.value is not null and due.status in ('ok', 'provisional')))::integer as numbers,
  any_value(age.newest_period) as newest_period, any_value(age.newest_day) as newest_day
from due
left join age on age.area_code = due.area_code and age.source = due.source
group by due.area_code, due.source
order by due.area_code, due.source;
