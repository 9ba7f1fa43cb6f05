-- Every period that some indicator has values for.
select distinct period
from value
order by period
