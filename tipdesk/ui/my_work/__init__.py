"""My work: what is due, my cases, and what must be settled. Nobody else's."""
