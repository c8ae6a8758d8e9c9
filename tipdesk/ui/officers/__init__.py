"""The officers of this PC: who unlocks it, let in and helped by a supervisor; and everybody's own passphrase."""
