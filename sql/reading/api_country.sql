-- The code of the whole country.
select code
from area
where level = 'country'
