invariant: int
useA85: int
