"""Floor 1: what a bundle is and whether to believe it.

Bytes come in and a verdict goes out; there is no disk, no clock and no key of its own here.
"""
