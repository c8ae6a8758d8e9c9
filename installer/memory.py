"""A temporary folder for the tests that lies in memory, where the system has one and room in it.

It is gone afterwards. The tests write and throw away thousands of small stores, and each waits for the disk at every
commit; what those waits are worth is proved elsewhere, by cutting the power of a real file system. Where there is no
such place the tests get the system's own folder for temporary files.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY = Path("/dev/shm")  # noqa: S108 - the place itself; the folder in it is nobody else's
LEAST_BYTES = 3 << 30


@contextmanager
def in_memory(place: Path = MEMORY, least_bytes: int = LEAST_BYTES) -> Iterator[Path]:
    """Lend a folder in memory, or the system's own for temporary files where there is none or too little of it."""
    if not place.is_dir() or shutil.disk_usage(place).free < least_bytes:
        yield Path(tempfile.gettempdir())
        return
    with tempfile.TemporaryDirectory(prefix="tipdesk-", dir=place, ignore_cleanup_errors=True) as folder:
        yield Path(folder)
