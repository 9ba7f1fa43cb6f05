-- Every source that can be loaded, loaded or not.
select id, title, publisher, coalesce(home, ''), coalesce(licence, ''), coalesce(about, ''), coalesce(schedule, ''), coalesce(expected, '')
from source
order by title
