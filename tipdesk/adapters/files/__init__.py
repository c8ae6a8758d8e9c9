"""The files of cases: read where an officer points to, and kept sealed beside the store."""
