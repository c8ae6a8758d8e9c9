"""Whose signature stands under what: officers' keys over time, and who was given the keys of a case."""
