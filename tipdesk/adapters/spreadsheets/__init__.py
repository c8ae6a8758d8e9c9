"""Files of spreadsheets: CSV and XLSX, read into cells of text and written from them.

Nothing in a file is run: formulas come as the text they are, and are refused by whoever reads them.
"""
