-- What the checks found, the most serious first: in one edition (null for all), or in the given tables and in what was made of
-- them. A finding of no one edition has an empty one.
select finding.edition, finding.check_name, finding.severity, finding.table_name, finding.file, finding.sheet, finding.line,
  finding.area_code, coalesce(area.name, ''), finding.period, finding.measure, finding.found, finding.expected, finding.message
from finding
left join area on area.code = finding.area_code
where ($edition is null or finding.edition = $edition)
  and ($indicator is null or finding.measure = $indicator
    or finding.table_name <> '' and list_contains(string_split($tables, ' '), finding.table_name))
order by list_position(['error', 'erratum', 'mended', 'warning'], finding.severity), finding.check_name, finding.table_name, finding.file,
  finding.line, finding.period, area.ordinal, finding.measure, finding.found
