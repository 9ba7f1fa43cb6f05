-- Who has signed in. Of a token only its SHA-256 is kept, so that nobody can sign in with what a backup holds.
create table session (
  token_hash varchar primary key,
  data blob not null,
  expires timestamp not null -- UTC
);
