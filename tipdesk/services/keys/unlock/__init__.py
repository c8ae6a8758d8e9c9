"""What stands around an unlock of this PC: the one-time code, the PIN of the covered screen, idle times, wrong tries.

Nothing here opens a key: that is done by the passphrase, in `adapters/keys`. These are the things beside it that the
store remembers or the audit is told.
"""
