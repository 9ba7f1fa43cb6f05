/* ---
table: dsg_editions
basis: financial
date: |
  select try_strptime(trim(answer.text), ['%A, %d %b, %Y', '%A, %d %B, %Y', '%A %d %B %Y', '%d %B %Y', '%d %b %Y', '%d/%m/%Y', '%Y-%m-%d'])
  from cells question
  join cells answer on answer.line = question.line and answer.number = question.number + 1
  where question.text ilike 'publication date:%'
--- */
-- One row an edition: when it came out and what it changed. The other sheets of the workbook carry no date.
with said as (
  select question.line, trim(question.text) as question, trim(answer.text) as answer
  from cells question
  join cells answer on answer.line = question.line and answer.number = question.number + 1
  where question.number = 2
),
title as (
  select min(line) as line, any_value(regexp_extract(text, '(\d{4}) to (\d{4}) financial year', ['first', 'last'])) as years
  from cells
  where regexp_matches(text, '\(DSG\): \d{4} to \d{4} financial year allocations')
  having count(*) > 0
)
select title.line, 'country' as level, (select code from area where level = 'country') as code, null::varchar as ons, null::varchar as name,
  two_years(years.first || right(years.last, 2)) as period,
  (select any_value(answer) from said where question ilike 'publication date:%') as published,
  (select any_value(answer) from said where question ilike 'changes from previous version:%') as changes
from title
