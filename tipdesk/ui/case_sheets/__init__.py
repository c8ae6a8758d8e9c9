"""The page on which cases come in from a spreadsheet, and leave as one of HTCDS."""
