"""Floor 1: what a bundle is and whether to believe it. Bytes in, verdict out; no disk, no clock, no keys of its own."""
