"""A sheet to type in, with the keys of a spreadsheet: line lists and the participants of trainings are such."""
