"""What lies on a stick, at either end: which of it is worth reading, in which order, and why the rest was not."""
