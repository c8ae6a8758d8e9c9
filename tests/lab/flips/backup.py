"""Flips one bit of one byte of a backup and asks what asks before one is put back: its list, its files, its pages."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from tipdesk.adapters.store.backup import check_backup, read_backup
from tipdesk.domain.errors import TipdeskError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.lab.homes import Home
    from tipdesk.adapters.store.head_file import Verify

BACKUP_FILES = ("list", "slots", "head", "receipt", "outside")


@dataclass
class BackupFlips:
    """One backup to flip in. `problems`: flips that were taken for a good backup; `noticed`: by file and code."""

    folder: Path
    key: bytes
    verify: Verify
    noticed: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, home: Home, folder: Path) -> BackupFlips:
        """Make a backup of a copy of a home, in `folder`."""
        shutil.copytree(home.folder, folder / "home")
        (folder / "backups").mkdir()
        session = replace(home, folder=folder / "home").open()
        try:
            made = session.store.back_up(folder / "backups", "00112233")
            verify = partial(session.keys.verify, session.keys.signer.public)
        finally:
            session.close()
        return cls(made.folder, home.store_key, verify)

    @property
    def flips(self) -> int:
        """Return how many were tried."""
        return sum(self.noticed.values())

    def size(self, name: str) -> int:
        """Return how many bytes a file of the backup has."""
        return (self.folder / name).stat().st_size

    def flip(self, name: str, place: int, bit: int) -> None:
        """Flip one bit, check the backup, and put the byte back."""
        path = self.folder / name
        whole = path.read_bytes()
        path.write_bytes(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
        code = self.refused()
        path.write_bytes(whole)
        self.noticed[f"backup's {name}: {code or 'not noticed'}"] += 1
        if not code:
            self.problems.append(f"backup's {name}: byte {place}, bit {bit}")

    def refused(self) -> str:
        """Return the code by which the backup is refused as it lies there, "" where it is not."""
        try:
            check_backup(read_backup(self.folder), self.key, self.verify)
        except TipdeskError as refusal:
            return refusal.code
        return ""
