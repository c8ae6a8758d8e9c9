"""A disk that forgets at a power cut whatever was not brought onto it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class FakeDisk:
    """Stands for `os.fsync`. `cuts`: for each folder that was synced, the files that a cut right after it would leave.

    Each with the bytes that it had when it was last synced itself, empty where it never was.
    """

    kept: dict[int, bytes] = field(default_factory=dict)
    cuts: list[dict[str, bytes]] = field(default_factory=list)

    def fsync(self, handle: int) -> None:
        """Bring a file's bytes, or a folder's names, onto the disk."""
        path = Path(f"/proc/self/fd/{handle}").resolve()
        if path.is_dir():
            self.cuts.append({one.name: self.kept.get(one.stat().st_ino, b"") for one in path.iterdir()})
        else:
            self.kept[os.fstat(handle).st_ino] = path.read_bytes()
