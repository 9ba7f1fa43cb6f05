-- Alderbrook's pupils with and without needs: 20 of 400 without are suspended in autumn 2023/24, 40 of 200 with SEN support and
-- 3 of 50 with a plan. Bournley's publisher prints rates and no counts. Nobody without needs is suspended in Christow.
create macro not_said() as {'value': null::double, 'status': 'not available', 'symbol': 'x', 'edition': 'exc333333333'};
create macro counted_in(v) as {'value': v::double, 'status': 'ok', 'symbol': null::varchar, 'edition': 'exc333333333'};
create macro or_x(v) as case when v is null then not_said() else counted_in(v) end;

create table latest.exclusions_characteristics as
select code as area_code, period, 'Total' as phase, 'SEN provision' as topic, breakdown, or_x(pupils) as pupils, or_x(suspensions) as suspensions,
  counted_in(coalesce(rate, 100 * suspensions / pupils)) as suspension_rate, or_x(once) as suspended_pupils,
  counted_in(coalesce(rate / 2, 100 * once / pupils)) as suspended_pupils_rate, or_x(gone) as exclusions, counted_in(coalesce(rate / 100, 100 * gone / pupils)) as exclusion_rate
from (values
  ('101', '2022-23 autumn', 'No SEN', 400, 30, 20, 1, null), ('101', '2022-23 autumn', 'SEN support', 200, 45, 30, 2, null), ('101', '2022-23 autumn', 'EHC plan', 50, 5, 4, 0, null),
  ('101', '2023-24 autumn', 'No SEN', 400, 20, 16, 1, null), ('101', '2023-24 autumn', 'SEN support', 200, 40, 32, 2, null), ('101', '2023-24 autumn', 'EHC plan', 50, 3, 3, 0, null),
  ('102', '2023-24 autumn', 'No SEN', null, null, null, null, 1.0), ('102', '2023-24 autumn', 'SEN support', null, null, null, null, 4.0),
  ('102', '2023-24 autumn', 'EHC plan', null, null, null, null, 5.0),
  ('103', '2023-24 autumn', 'No SEN', 100, 0, 0, 0, null), ('103', '2023-24 autumn', 'SEN support', 40, 4, 3, 0, null), ('103', '2023-24 autumn', 'EHC plan', 20, 0, 0, 0, null),
  ('X92000001', '2023-24 autumn', 'No SEN', 10000, 250, 200, 3, null), ('X92000001', '2023-24 autumn', 'SEN support', 2000, 150, 120, 4, null),
  ('X92000001', '2023-24 autumn', 'EHC plan', 1000, 70, 60, 2, null)
) f(code, period, breakdown, pupils, suspensions, once, gone, rate);

create table latest.absence_sen as
select code as area_code, '2023-24' as period, 'whole year' as terms, 'Total' as phase, breakdown, not_said() as pupils, not_said() as sessions, not_said() as missed_sessions,
  not_said() as persistently_absent, not_said() as severely_absent, counted_in(rate) as absence_rate, counted_in(3 * rate) as persistent_rate, counted_in(rate / 4) as severe_rate
from (values ('101', 'No SEN', 6.0), ('101', 'SEN support', 9.0), ('101', 'EHC plan', 12.0)) f(code, breakdown, rate);

create table latest.ap_school_placements as
select code as area_code, '2024-01' as period, topic, breakdown, setting, counted_in(n) as pupils
from (values
  ('101', 'total', 'total', 'total', 40), ('101', 'total', 'total', 'Education setting with URN', 30), ('101', 'total', 'total', 'One on one tuition', 10),
  ('101', 'Placement Reason', 'Other', 'total', 40),
  ('X92000001', 'total', 'total', 'total', 400), ('X92000001', 'total', 'total', 'Education setting with URN', 200), ('X92000001', 'total', 'total', 'One on one tuition', 200)
) f(code, topic, breakdown, setting, n);
create table latest.ap_authority_placements as
select '101' as area_code, '2024-01' as period, 'total' as reason, setting, counted_in(n) as placements
from (values ('total', 25), ('Education setting with URN', 24), ('Unknown', 1)) f(setting, n);

-- Where those with a plan learn: seven shares of 200 plans in Alderbrook, and of 1,000 in England.
insert into figure
select 'latest', id, code, period, said(part, 'new111111111'), said(whole, 'new111111111'), nothing_said()
from (values
  ('101', '2024-01', 160, 70, 8, 40, 20, 2, 10, 10), ('101', '2025-01', 200, 80, 10, 60, 20, 4, 16, 10), ('X92000001', '2025-01', 1000, 380, 40, 250, 70, 10, 140, 110)
) f(code, period, whole, a, b, c, d, e, f, g)
unpivot (part for letter in (a, b, c, d, e, f, g))
cross join lateral (select 'S13' || letter as id);
