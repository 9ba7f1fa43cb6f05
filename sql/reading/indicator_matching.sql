-- England worked out on the authorities that have both numbers, beside how many they are.
select numerator, denominator, exact, n
from matching
where indicator = $indicator
  and period = $period
