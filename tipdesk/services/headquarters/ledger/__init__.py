"""The care of the ledger: what is held for each PC, and that nothing of it is lost or changed unnoticed.

Each PC has a down-log of what it should hold, out of which down-bundles are made. Receipts and checkpoints say how far
the ledger has grown, and prove that it only grew. After a restore headquarters begins a new epoch, and wants back what
its backup lacks. Incidents that posts reported stand here until somebody closes them.
"""
