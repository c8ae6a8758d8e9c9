"""Gates on this store: what stands past one in a case, and what headquarters is to review."""
