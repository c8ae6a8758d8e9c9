"""What comes back from headquarters: receipts, proofs that its ledger only grows, newer keys, down-bundles."""
