/* ---
title: Tables of editions
about: Which tables each file holds, and from which sheet.
columns:
  edition: id of the file
  name: the table of statistics it fills
  layout: the publisher's layout it was read as
  source: id of the publication
  file: the file within a ZIP
  sheet: the sheet within a workbook
  rows: how many rows
  first_period: oldest period in it
  last_period: newest period in it
--- */
select edition, name, layout, source, file, sheet, rows, first_period, last_period
from edition_table
order by edition, name, file, sheet
