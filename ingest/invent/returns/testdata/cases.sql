-- The generator's own records, one row a request with all that followed from it. Written from the description of the measures
-- (docs/sen2-counts.md), not from the program that counts them. settings holds one row: the year of the return and its days.

create macro whole_years(a, b) as
  case when a is null or b is null or b < a then null
       else year(b) - year(a) - case when month(b) * 100 + day(b) < month(a) * 100 + day(a) then 1 else 0 end end;

create macro days_from(a, b) as case when b >= a then date_diff('day', a, b) end;

-- A number within a band of labels: '<2' is two and under, '>20' twenty and over, '?' not known.
create macro band(n, low, high) as
  case when n is null then '?' when n <= low then '<' || low when n >= high then '>' || high else n::varchar end;

create table cases as
select p.person, p.born, coalesce(p.sex, '?') as sex, p.ethnicity, q.request, q.received, q.decided as request_decided, q.outcome as request_outcome,
  q.source, q.rya, q.mediation as request_mediation, q.tribunal as request_tribunal,
  a.person is not null as assessed, a.outcome as assessment_outcome, a.decided as assessment_decided, a.mediation, a.tribunal, a.other_mediation,
  a.other_tribunal, a.exception, n.person is not null as planned, n.started, n.ceased, n.reason, n.budget, n.arranged, n.payment,
  v.person is not null as active, coalesce(v.transferred, false) as transferred, v.meeting, v.decision, v.outcome as review_outcome, v.due, v.final,
  v.res, v.work, e.need, s.*, whole_years(p.born, s.august) as school_age
from people p join requests q using (person)
left join assessments a using (person, request)
left join plans n using (person, request)
left join active v using (person, request)
left join needs e on e.person = p.person and e.request = q.request and e.rank = 1
cross join settings s;

-- Where each case's child is on the day of the census, or was last before the plan ended.
create table seats as
select person, request, arg_min(seat, position) as seat
from (
  select c.person, c.request,
    case when l.seat = 'neet_other' and c.school_age between 5 and 15 then 'neet_other_csa' else l.seat end as seat,
    row_number() over (partition by c.person, c.request
      order by case l.rank when 1 then 1 when 2 then 3 else 2 end, l.entry desc nulls last, l.placement) as position
  from cases c join placements l using (person, request)
  where case when c.ceased <= c.census then coalesce(l.entry <= c.ceased, true)
             else coalesce(l.entry <= c.census, true) and coalesce(l.leaving >= c.census, true) end
)
group by all;

create table plan_cases as
select c.*, coalesce(s.seat, 'placement_unknown') as seat,
  active and started is null and coalesce(ceased > census, true) or started <= census and coalesce(ceased > census, true) as in_force,
  started between first and last and not transferred as is_new,
  ceased between first and last as has_ceased,
  whole_years(born, started) as start_age,
  case when need = 'DS' and return_year < 2026 then 'OTH' else need end as counted_need
from cases c left join seats s using (person, request);
