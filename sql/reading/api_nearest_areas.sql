-- The areas that someone may have meant by what they asked for: by code, or by name.
select name, code
from area
order by least(damerau_levenshtein(lower(code), lower($asked)), damerau_levenshtein(lower(name), lower($asked))), ordinal
limit 3
