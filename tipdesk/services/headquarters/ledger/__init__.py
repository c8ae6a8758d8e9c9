"""The care of the ledger: what goes down to each PC, how its growth is proved, what a restore has lost."""
