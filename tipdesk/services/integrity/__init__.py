"""What is noticed of a store, a log or a ledger that is not as it should be, and how people are told."""
