"""Floor 0: what a case is. Standard library only; no clock, no disk."""
