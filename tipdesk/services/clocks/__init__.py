"""Clocks on this store: cases are frozen for the rules to read, and what a clock says is put into words."""
