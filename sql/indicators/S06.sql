/* ---
id: S06
name: Requests for assessment that were refused
short: Requests refused
theme: T5
type: context
polarity: none
unit: percent
definition: Of the requests for an EHC needs assessment received in the year, the share where the authority decided not to assess.
numerator: requests refused
denominator: requests received
precision: 1
interval: wilson
basis: calendar
regions: published
source: ehc-plans
tables: [ehc_requests, ehc_management_information]
breaks:
  - from: "2022"
    why: Figures from 2022 come from records of each child; before, authorities sent totals.
caveats:
  - No direction is agreed. A low figure can mean generous decisions or a backlog; a high one can mean strict decisions or early help that works. Families can appeal.
known: {"2024": 25.2, "2023": 24.0, "2022": 22.1, "2021": 22.3, "2020": 21.6}
known_from: Department for Education, Education, health and care plans
--- */
select area_code, period, refused as numerator, received as denominator
from ehc_requests
where breakdown = 'total'
union all
select area_code, period, refused, requests
from ehc_management_information
where period not in (select period from ehc_requests where breakdown = 'total')
