-- What partnerships write. The ledger only grows: nothing in it is ever updated or deleted, so its indexes cannot fail.
create table ledger (
  seq bigint primary key, -- 1, 2, 3 ...
  written_at timestamp not null, -- UTC
  account varchar not null,
  organisation varchar not null,
  partnership varchar not null, -- empty for the whole server
  kind varchar not null,
  key varchar not null,
  revision integer not null,
  body varchar not null, -- empty when the document was removed
  prior varchar not null, -- hash of the entry before
  hash varchar not null
);
-- Frozen plans. They never change either.
create table version (
  partnership varchar not null,
  number integer not null,
  sha256 varchar not null, -- of the body
  body varchar not null,
  written_at timestamp not null, -- UTC
  primary key (partnership, number)
);
