"""The page of the audit: what is to be reviewed, and all looks with filters."""
