"""The workspace of one case: what is known of it, who is in it, what was done and who wrote what."""
