"""Editors made from the declarations of records: no screen lists the fields of a record again."""
