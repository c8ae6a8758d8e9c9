"""Cases that leave as a spreadsheet of a standard, and cases that come in as one: a row for each victim of a case.

`htcds` has the columns of IOM's standard, `maps` what any sheet's columns mean, and `map_file` how an own map is
written down. `read_row` reads one row of a sheet, `import_sheet` saves them, and `export_htcds` is the way out.
"""
