/* ---
title: Data signals
about: What published figures say of each theme in each authority. A signal is a starting point for questions, not a judgement.
columns:
  area_code: code of the area
  theme: T1 to T10
  pool: default leaves out areas with tiny numbers, all has everybody
  state: signal, partial, too few, left out or no public data
  level: 1 to 4, 4 the better; empty unless the state is signal
  available: figures of the set that have a quarter
  published: figures of the set that are published as numbers
  of_set: figures in the set
  bands: the quarters there are, lowest first
  newest_period: period of the newest figure that has a quarter
  oldest_period: period of the oldest
--- */
select area_code, theme, pool, state, level, available, published, of_set, array_to_string(bands, ' ') as bands, newest_period, oldest_period
from signal
order by area_code, pool, theme
