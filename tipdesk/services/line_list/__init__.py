"""The line list: the many people of one case written like a sheet, a person a line, kept apart by their paper tags.

A line is a person with the role and the needs that were typed for them. What a cell says is read by `cells`, a whole
sheet by `sheets`; `save_line` writes one line as one entry. How lines are ordered and counted is in `ordering`, which
tags a PC gives out in `tag_ranges`, and `join_family` makes the relationships of those who have one letter.
"""
