-- The indicators that someone may have meant by what they asked for.
select short, id
from (select id, about ->> '$.short' as short from indicator)
order by damerau_levenshtein(lower(id), lower($asked)), id
limit 3
