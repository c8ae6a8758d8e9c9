"""Editors made from the declarations of records, so that no screen lists the fields of a record again.

`form` shows the fields of a record, each with the editor that `editor_of` gives it. `page` puts a form on a page, and
`editing` saves it and keeps its draft.
"""
