"""Makes the file stores that the contract suite is run on: a folder of sealed files, and the fake of the same name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.fakes.files import FakeFiles
from tipdesk.adapters.files.sealed_files import SealedFiles
from tipdesk.adapters.keys.file_keys import FileKeys
from tipdesk.adapters.store.file_lock import file_lock

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tipdesk.services.file_store import FileStore


def sealed_files(home: Path, *, reserve: int = 0) -> SealedFiles:
    """Return the sealed files of a home as `homes/sessions` makes them, with another reserve."""

    def lock(seconds: float) -> AbstractContextManager[None]:
        return file_lock(home / "files.lock", wait_seconds=seconds)

    return SealedFiles(home / "files", FileKeys(), lock, reserve)


def make_files(kind: str, home: Path) -> FileStore:
    """Return an empty store of one kind."""
    return FakeFiles() if kind == "fake" else sealed_files(home)


KINDS = ("fake", "sealed")
MAKERS = {kind: partial(make_files, kind) for kind in KINDS}
