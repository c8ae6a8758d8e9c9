"""The page My work: what is due, the officer's own cases, and what must be settled; nothing of anybody else's."""
