-- Every value of one area and of the country, oldest first.
select indicator, period, area_code = $area, numerator, denominator, value, status
from value
where area_code in ($area, (select code from area where level = 'country'))
order by indicator, last_day, area_code = $area
