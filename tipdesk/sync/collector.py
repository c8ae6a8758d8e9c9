"""Switches Python's collector of cycles off while a bundle is judged and applied.

Reference counting frees memory as ever; only the search for cycles, which a batch does not make, rests.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_resting() -> Iterator[None]:
    """Switch the collector off while the block runs.

    A batch is a million objects and no cycle, and scanning them would take half the time.
    """
    ran = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if ran:
            gc.enable()
