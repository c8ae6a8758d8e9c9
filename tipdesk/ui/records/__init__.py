"""Rows of any record on the screen, made from its declaration: as lines, as tables, as lists to which one adds."""
