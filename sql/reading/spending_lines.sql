-- What an area planned and spent on high needs in the newest year it has a return of, net: by line of the section 251 return
-- or, for a year whose return is not loaded, by group of lines as the high needs benchmarking tool adds them up.
with returned as (
  select return, period, return_line as line, net as amount
  from latest.s251
  where area_code = $area
),
grouped as (
  select period, unnest([
    {'return': 'outturn', 'line': 'places', 'amount': outturn_places},
    {'return': 'outturn', 'line': 'top-ups', 'amount': outturn_top_up},
    {'return': 'outturn', 'line': 'independent', 'amount': outturn_top_up_independent},
    {'return': 'outturn', 'line': 'support', 'amount': outturn_sen_support},
    {'return': 'outturn', 'line': 'alternative', 'amount': outturn_ap},
    {'return': 'outturn', 'line': 'hospital', 'amount': outturn_hospital},
    {'return': 'outturn', 'line': 'therapies', 'amount': outturn_therapies},
    {'return': 'planned', 'line': 'places', 'amount': budget_places},
    {'return': 'planned', 'line': 'top-ups', 'amount': budget_top_up},
    {'return': 'planned', 'line': 'independent', 'amount': budget_top_up_independent},
    {'return': 'planned', 'line': 'support', 'amount': budget_sen_support},
    {'return': 'planned', 'line': 'alternative', 'amount': budget_ap},
    {'return': 'planned', 'line': 'hospital', 'amount': budget_hospital},
    {'return': 'planned', 'line': 'therapies', 'amount': budget_therapies}
  ]) as part
  from latest.high_needs_spend
  where area_code = $area
    and period not in (select period from latest.s251 where return = 'outturn')
),
amounts as (
  select * from returned
  union all
  select part.return, period, part.line, part.amount from grouped
)
select return, period, line, (amount).value, (amount).status, coalesce((amount).symbol, ''), (amount).edition
from amounts
where period = (select max(period) from amounts where return = 'outturn')
order by return, line
