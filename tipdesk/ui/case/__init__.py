"""The workspace of one case: what is known of it, who is in it, what was done and who wrote what.

`view` is the screen with its tabs, and `presenter` opens a case on it with one audited look. `row_pages` puts the page
of one row over the tabs, to be read (`reading`) or written (`ui/editors`).
"""
