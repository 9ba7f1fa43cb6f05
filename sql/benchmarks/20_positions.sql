-- Positions: where each authority stands among all that have a number, at the publisher's precision. Ranks are by minimum
-- rank in the direction of the polarity; quarters follow type-7 quantiles, and a value on a cut point belongs to the better
-- quarter in both directions. Pool "default" leaves out areas with tiny numbers; pool "all" has everyone.

create temp table pooled as
select value.indicator, value.period, pool.pool, value.area_code, value.value, value.numerator, value.denominator,
  indicator.polarity, indicator.type, indicator.interval_
from value
join area on area.code = value.area_code and area.level = 'authority'
join indicator on indicator.id = value.indicator
cross join (values ('default'), ('all')) pool(pool)
where value.value is not null
  and (pool.pool = 'all' or not area.left_out);

create table distribution as
select indicator, period, pool, count(*) as n, q[1] as q0, q[2] as q25, q[3] as q50, q[4] as q75, q[5] as q100
from (
  select indicator, period, pool, quantile_cont(value, [0, 0.25, 0.5, 0.75, 1]) as q, count(*) as n
  from pooled
  group by indicator, period, pool
) cuts
join pooled using (indicator, period, pool)
group by all
order by indicator, period, pool;

create table position as
select pooled.indicator, pooled.period, pooled.pool, pooled.area_code,
  case when polarity <> 'none' then rank() over ranked end as rank,
  distribution.n as n_ranked,
  case
    when polarity = 'none' or type = 'context' then null
    when interval_ = 'wilson' and coalesce(denominator, 1e9) < 20 then null
    when interval_ = 'byar' and coalesce(numerator, 1e9) < 10 then null
    when polarity = 'higher' then case
      when value >= q75 then case when type = 'legal' and value < 90 then 3 else 4 end
      when value >= q50 then 3
      when value >= q25 then 2
      else 1 end
    else case
      when value <= q25 then 4
      when value <= q50 then 3
      when value <= q75 then 2
      else 1 end
  end as band,
  count(*) over (partition by pooled.indicator, pooled.period, pooled.pool order by value) - count(*) over (partition by pooled.indicator, pooled.period, pooled.pool, value) as below
from pooled
join distribution on distribution.indicator = pooled.indicator and distribution.period = pooled.period and distribution.pool = pooled.pool
window ranked as (partition by pooled.indicator, pooled.period, pooled.pool order by case when polarity = 'higher' then -value else value end)
order by pooled.indicator, pooled.period, pooled.pool, pooled.area_code;
