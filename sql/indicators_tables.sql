create table indicator (
  id varchar primary key, name varchar, theme varchar, type varchar, polarity varchar, unit varchar, times double, precision_ integer,
  interval_ varchar, basis varchar, regions varchar, about varchar
);

-- what England's figure is known to be, from the publisher's own tables
create table known_value (indicator varchar, period varchar, value double);

-- what the indicators' statements yield, on the latest figures and on those they replaced
create table figure (
  edition_age varchar, indicator varchar, area_code varchar, period varchar,
  numerator struct(value double, status varchar, symbol varchar, edition varchar),
  denominator struct(value double, status varchar, symbol varchar, edition varchar),
  published struct(value double, status varchar, symbol varchar, edition varchar)
);
