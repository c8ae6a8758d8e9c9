"""What comes back from headquarters: receipts, proofs that its ledger only grows, newer keys, down-bundles.

`pull` asks for what waits with a signed document (`make_fetch`), as long as there is news. Each thing that comes is
taken in by `take_arrival`, which verifies it, or keeps it aside with the reason why it was refused.
"""
