invariant: int
