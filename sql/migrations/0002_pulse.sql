-- One row that is written again and again, to find out whether the plans can be written.
create table pulse (
  written timestamp not null -- UTC
);
insert into pulse values ('1970-01-01');
