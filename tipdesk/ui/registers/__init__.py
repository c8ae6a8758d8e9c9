"""The pages of the registers: a list and reading pane for each record, made from the declarations alone."""
