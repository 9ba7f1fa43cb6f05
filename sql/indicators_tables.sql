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

-- the themes of the framework, what their data signals are made of, and what a board can count itself
create table theme (id varchar primary key, ordinal integer, title varchar, question varchar, no_public_data varchar);
create table theme_item (
  theme varchar, ordinal integer, item varchar, name varchar, indicator varchar, chance varchar, optional boolean, why varchar
);
create table theme_local (theme varchar, ordinal integer, code varchar, name varchar);
