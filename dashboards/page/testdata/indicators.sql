-- A small invented England for the tests of the indicator and data pages.
create table meta (key varchar primary key, value varchar);
insert into meta values ('register', 'sample'), ('register_title', 'Sample England'), ('built', '2026-01-15 09:30:00');

create table area (ordinal integer, code varchar, name varchar, level varchar, region varchar, subregion varchar, from_day date, to_day date,
  left_out boolean, left_out_because varchar, partnership varchar, partnership_role varchar, successors varchar);
insert into area values
  (0, 'X92000001', 'Sample England', 'country', null, null, null, null, false, null, null, null, null),
  (1, 'X12000001', 'Sample North', 'region', null, null, null, null, false, null, null, null, null),
  (2, '101', 'Alderbrook', 'authority', 'X12000001', null, null, null, false, null, null, null, null),
  (3, '102', 'Bournley', 'authority', 'X12000001', null, null, null, false, null, null, null, null),
  (4, '103', 'Christow', 'authority', 'X12000001', null, null, null, false, null, null, null, null),
  (5, '104', 'Dunmarrow', 'authority', 'X12000001', null, null, null, false, null, null, null, null),
  (6, '105', 'Tiny', 'authority', 'X12000001', null, null, null, true, 'tiny numbers', null, null, null),
  (7, '106', 'Wexmoor & Vale', 'authority', 'X12000001', null, null, null, false, null, null, null, null),
  (8, '107', 'Oldshire', 'authority', 'X12000001', null, null, date '2022-03-31', false, null, null, null, '101 102');
create table partnership (id varchar, name varchar, region varchar);

create table source (id varchar primary key, title varchar, publisher varchar, home varchar, licence varchar, about varchar, schedule varchar, expected varchar);
insert into source values
  ('ehc-plans', 'Education, health and care plans', 'Department for Education', 'https://example.org/ehc', 'Open Government Licence v3.0', 'Plans.', '40 9 * * *', 'late June'),
  ('exclusions', 'Suspensions and permanent exclusions', 'Department for Education', 'https://example.org/exc', 'Open Government Licence v3.0', 'Suspensions.', '45 9 * * 1', 'July'),
  ('absence', 'Pupil absence', 'Department for Education', 'https://example.org/abs', 'Open Government Licence v3.0', 'Absence.', '*/5 * * * *', '');

create table edition (id varchar primary key, sha256 varchar, name varchar, bytes bigint, source varchar, title varchar, url varchar, page varchar,
  published date, fetched timestamp, first_period varchar, last_period varchar);
insert into edition values
  ('new111111111', repeat('a', 64), 'plans_2025.zip', 3990222, 'ehc-plans', '2025 release', 'https://example.org/plans_2025.zip', 'https://example.org/2025', '2025-06-26', '2026-01-15 09:30:00', '2021', '2024'),
  ('old222222222', repeat('b', 64), 'plans_2024.zip', 1200, 'ehc-plans', '', '', '', null, '2026-01-15 09:00:00', '2021', '2023'),
  ('exc333333333', repeat('c', 64), 'exclusions.csv', 900, 'exclusions', '', '', '', '2025-11-20', '2026-01-15 09:00:00', '2022-23', '2023-24 autumn');
create table edition_table (edition varchar, name varchar, layout varchar, source varchar, file varchar, sheet varchar, rows bigint, first_period varchar, last_period varchar);
insert into edition_table values
  ('new111111111', 'ehc_timeliness', 'timeliness', 'ehc-plans', 'plans_2025.zip/data/timeliness.csv', '', 400, '2021', '2024'),
  ('old222222222', 'ehc_timeliness', 'timeliness', 'ehc-plans', 'plans_2024.zip/data/timeliness.csv', '', 300, '2021', '2023'),
  ('exc333333333', 'exclusions_characteristics', 'characteristics', 'exclusions', 'exclusions.csv', 'Sheet <1>', 200, '2022-23', '2023-24 autumn');

create table finding (edition varchar, check_name varchar, severity varchar, table_name varchar, file varchar, sheet varchar, line bigint,
  area_code varchar, period varchar, measure varchar, found varchar, expected varchar, message varchar);
insert into finding values
  ('new111111111', 'mended', 'mended', 'ehc_timeliness', 'plans_2025.zip/data/timeliness.csv', '', 7, '102', '2024', '', '', '', 'the total was the region''s'),
  ('new111111111', 'sums', 'erratum', 'ehc_timeliness', 'plans_2025.zip/data/timeliness.csv', '', 9, '101', '2024', 'issued_no_exceptions', '12', '13', 'one plan is missing'),
  ('new111111111', 'rates', 'erratum', 'ehc_timeliness', 'plans_2025.zip/data/timeliness.csv', '', 9, '101', '2024', 'another_measure', '12', '13', 'of no concern here'),
  ('new111111111', 'negative', 'warning', 'ehc_timeliness', 'plans_2025.zip/data/timeliness.csv', '', 11, '103', '2023', 'in_20_weeks_no_exceptions', '-1', 'a count', 'a count below zero'),
  ('', 'jumps', 'warning', '', '', '', 0, '', '', '', '', '', 'and 3 more like these');

create schema latest;
create table latest.neighbours (area_code varchar, rank_of integer, neighbour_code varchar, closeness varchar, period varchar);
insert into latest.neighbours values ('101', 1, '103', 'Very close', '2025'), ('101', 2, '106', 'Close', '2025'), ('101', 3, '102', 'Not close', '2025');
