"""The page after a worry is saved: ring, note the call, what to do and not to do, and what became of the people."""
