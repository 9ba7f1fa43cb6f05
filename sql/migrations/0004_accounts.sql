-- People's accounts. That an e-mail address or a subject is one live account's only is checked where an account is saved: the engine
-- can take the update of a unique column for a duplicate.
create table account (
  id varchar primary key,
  email varchar not null, -- lower case
  name varchar not null,
  password varchar not null, -- argon2id, empty until set
  secret varchar not null, -- of the second factor, base32, empty for none
  secret_used bigint not null, -- newest step whose code was used
  oidc_subject varchar not null, -- issuer, space, subject; empty for none
  demo boolean not null,
  disabled boolean not null,
  created timestamp not null, -- UTC
  changed timestamp not null -- UTC
);
-- What an account may do, and where. Rows are removed and written again with their account, so they have no key.
create table account_grant (
  account varchar not null,
  role varchar not null,
  partnership varchar not null, -- empty for the whole server
  organisation varchar not null
);
-- Invitations, password resets and inspectors' links. Of a secret only its SHA-256 is kept.
create table ticket (
  hash varchar primary key,
  kind varchar not null, -- invitation, reset, link
  account varchar not null,
  partnership varchar not null,
  version integer not null,
  code_hash varchar not null, -- argon2id
  note varchar not null,
  created timestamp not null, -- UTC
  expires timestamp not null, -- UTC
  used timestamp, -- UTC; of a link, when it was last opened
  opened integer not null,
  revoked boolean not null
);
-- Whose a session is, so that it can be found and ended.
create table session_account (
  token_hash varchar primary key,
  account varchar not null,
  created timestamp not null -- UTC
);
