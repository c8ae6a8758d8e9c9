"""The officers of this PC and their keys: who unlocks it, whose key was whose when, what headquarters has accepted."""
