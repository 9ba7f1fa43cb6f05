-- Plans in 20 weeks: Dunmarrow has none to count, Tiny is left out, Wexmoor & Vale is suppressed; England's own figure counts
-- plans of nobody else. An edition before had another number for Alderbrook in 2023.
create macro said(v, new_or_old) as {'value': v::double, 'status': case when v is null then 'suppressed' else 'ok' end,
  'symbol': case when v is null then 'c' end, 'edition': new_or_old};
create macro nothing_said() as {'value': null::double, 'status': 'not available', 'symbol': '', 'edition': null::varchar};

insert into figure
select age, 'S01', code, period, said(part, edition), said(whole, edition), nothing_said()
from (values
  ('latest', '101', '2021', 40, 100, 'new111111111'), ('latest', '101', '2022', 80, 100, 'new111111111'),
  ('latest', '101', '2023', 85, 100, 'new111111111'), ('latest', '101', '2024', 90, 100, 'new111111111'),
  ('latest', '102', '2024', 60, 100, 'new111111111'), ('latest', '102', '2023', 60, 100, 'new111111111'),
  ('latest', '103', '2024', 40, 100, 'new111111111'), ('latest', '104', '2024', 0, 0, 'new111111111'),
  ('latest', '105', '2024', 4, 4, 'new111111111'), ('latest', '106', '2024', null, null, 'new111111111'),
  ('latest', '107', '2021', 10, 20, 'new111111111'),
  ('latest', 'X12000001', '2024', 200, 400, 'new111111111'),
  ('latest', 'X92000001', '2021', 160, 400, 'new111111111'), ('latest', 'X92000001', '2022', 180, 400, 'new111111111'),
  ('latest', 'X92000001', '2023', 190, 400, 'new111111111'), ('latest', 'X92000001', '2024', 200, 400, 'new111111111'),
  ('earlier', '101', '2023', 70, 100, 'old222222222')
) f(age, code, period, part, whole, edition);

-- Suspensions: two whole years, and an autumn that is newer.
insert into figure
select 'latest', 'X02', code, period, said(part, 'exc333333333'), said(whole, 'exc333333333'), nothing_said()
from (values
  ('101', '2021-22', 30, 200), ('101', '2022-23', 40, 200), ('101', '2022-23 autumn', 15, 200), ('101', '2023-24 autumn', 20, 200),
  ('102', '2021-22', 10, 200), ('102', '2022-23', 12, 200), ('102', '2022-23 autumn', 4, 200), ('102', '2023-24 autumn', 3, 200)
) f(code, period, part, whole);
