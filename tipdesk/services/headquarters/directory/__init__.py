"""The directory, which headquarters alone writes: posts, officers, PCs, whose a case is, and what waits for it."""
