"""The page of the audit, with what is to be reviewed, and all looks with filters."""
