/* ---
title: Indicators
about: The catalogue. What each measure is, how it is made, and what to keep in mind.
columns:
  id: what other tables call it
  name: its whole name
  short: its short name
  theme: the theme of this project's own framework, T1 to T10
  type: legal (a duty in law), scored (has an agreed direction) or context (has none)
  polarity: higher or lower is better, or none
  unit: percent, rate, count, pounds, weeks or times
  definition: what it is, in a sentence
  numerator: what is counted
  denominator: what it is out of
  times: what a rate is multiplied by, such as 100
  decimals: decimals that the publisher prints and that values are rounded to
  interval: the method of the 95% interval, or none
  basis: which kind of year its periods are
  legal_target: what the law expects of every case, in per cent
  law: the law it is from
  source: id of its publication
  breaks: from which period it was counted in a new way, and why, as JSON
  caveats: what to keep in mind, as JSON
--- */
select id, name, about ->> '$.short' as short, theme, type, polarity, unit, about ->> '$.definition' as definition, about ->> '$.numerator' as numerator,
  about ->> '$.denominator' as denominator, times, precision_ as decimals, interval_ as interval, basis, (about ->> '$.legal_target')::double as legal_target,
  about ->> '$.law' as law, about ->> '$.source' as source, json_extract(about, '$.breaks')::varchar as breaks, json_extract(about, '$.caveats')::varchar as caveats
from indicator
order by id
