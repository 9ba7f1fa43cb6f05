/* ---
table: ehc_residential
basis: january
keys: [topic, breakdown]
total: breakdown = 'total'
adds: [weeks_38_to_51, weeks_52, residential]
--- */
-- The printed total of national and regional rows is wrong in one year, so the total is worked out from its two parts.
select line, level, code, ons, name, january_of(time_period) as period, label_of(breakdown_topic) as topic, label_of(breakdown) as breakdown,
  counted(res_3851) as weeks_38_to_51,
  counted(res_52) as weeks_52,
  plus(counted(res_3851), counted(res_52)) as residential,
  case when plain_number(res_tot) <> plain_number(res_3851) + plain_number(res_52) then 'the printed total, ' || trim(res_tot) || ', is not the sum of its two parts, '
    || printf('%d', (plain_number(res_3851) + plain_number(res_52))::bigint) || '; the sum is used' end as mended
from ees_rows
