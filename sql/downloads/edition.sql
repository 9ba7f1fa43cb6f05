/* ---
title: Editions
about: The files the figures are from, unchanged, with the fingerprint of their bytes.
columns:
  id: what other tables call it
  sha256: SHA-256 of its bytes
  name: the file's name
  bytes: its size
  source: id of its publication; empty where one file serves several
  title: its title
  url: where it was fetched
  page: the publisher's page of it
  published: when it was published, where the publisher says so
  fetched: when it was fetched
  first_period: oldest period in it
  last_period: newest period in it
--- */
select id, sha256, name, bytes, source, title, url, page, published, fetched, first_period, last_period
from edition
order by id
