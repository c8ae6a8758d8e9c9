"""Verbs on a case and its records: make, show, find, change, settle."""
