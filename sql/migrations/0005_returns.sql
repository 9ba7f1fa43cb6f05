-- What stays of person-level returns: which file it was, who sent it, and counts. No record of a child is in any of it. Rows are removed
-- and written again, so they have no key.
create table sen2_return (
  id varchar not null,
  area varchar not null, -- three-digit code
  year integer not null,
  as_at varchar not null, -- YYYY-MM-DD: the day it speaks of
  sha256 varchar not null, -- of the file, which is not kept
  taken_by varchar not null, -- id of the account
  taken_at timestamp not null, -- UTC
  body varchar not null, -- JSON: findings and counts; empty when it was withdrawn
  withdrawn_by varchar not null, -- id of the account; empty when it was not
  withdrawn_at timestamp -- UTC
);
