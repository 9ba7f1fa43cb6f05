-- What the checks found in the editions; the parameters are an edition's id and a severity (null for all).
select finding.edition, edition.source, finding.check_name as "check", finding.severity, nullif(finding.table_name, '') as "table",
  nullif(finding.file, '') as file, nullif(finding.sheet, '') as sheet, nullif(finding.line, 0) as line,
  nullif(finding.area_code, '') as area_code, nullif(finding.period, '') as period, nullif(finding.measure, '') as measure,
  nullif(finding.found, '') as found, nullif(finding.expected, '') as expected, finding.message
from finding
left join edition on edition.id = finding.edition
where ($edition is null or finding.edition = $edition)
  and ($severity is null or finding.severity = $severity)
order by all
