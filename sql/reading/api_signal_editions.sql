-- The editions that the figures of one area's data signals come from.
select distinct value.edition
from signal_part
join value on value.indicator = signal_part.indicator and value.period = signal_part.period and value.area_code = signal_part.area_code
where signal_part.area_code = $area
  and value.edition is not null
order by value.edition
