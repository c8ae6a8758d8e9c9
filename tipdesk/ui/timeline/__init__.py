"""The timeline of a case: everything dated on tracks, a table of the same, and copies of it as PDF and as picture."""
