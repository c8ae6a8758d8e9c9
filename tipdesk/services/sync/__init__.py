"""Sync as officers know it: enrol, push, pull, receipts, status. The same verbs by wire and by stick."""
