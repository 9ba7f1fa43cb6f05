/* ---
title: What the checks found
about: Known errors of publishers, slips that were put right on the way in, and what is worth a look.
columns:
  edition: id of the file; empty where it is of no one file
  check_name: the check that found it
  severity: erratum, mended or warning
  table_name: the table of statistics
  file: the file within a ZIP
  sheet: the sheet within a workbook
  line: the row, as a spreadsheet counts
  area_code: code of the area
  period: the period
  measure: the column or indicator
  found: what stood there
  expected: what was expected
  message: what it is, in a sentence
--- */
select edition, check_name, severity, table_name, file, sheet, line, area_code, period, measure, found, expected, message
from finding
order by edition, check_name, table_name, line, measure
