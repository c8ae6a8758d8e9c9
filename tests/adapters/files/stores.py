"""Makes the file stores that the contract suite is run on: a folder of sealed files, and the fake of the same name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.files import FakeFiles
from tipdesk.adapters.files.sealed_files import SealedFiles
from tipdesk.adapters.keys.file_keys import FileKeys
from tipdesk.adapters.store.file_lock import file_lock

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tipdesk.services.file_store import FileStore

    Named = Callable[[Collection[bytes]], Collection[bytes]]


def sealed_files(home: Path, named: Named = set, *, reserve: int = 0) -> SealedFiles:
    """Return the sealed files of a home as `homes/sessions` makes them, with another reserve and another store."""

    def lock(seconds: float) -> AbstractContextManager[None]:
        return file_lock(home / "files.lock", wait_seconds=seconds)

    return SealedFiles(home / "files", FileKeys(), lock, named, lambda: reserve)


def make_files(kind: str, home: Path, named: Named = set) -> FileStore:
    """Return an empty store of one kind; `named` tells which content ids its store names, without it all of them."""
    return FakeFiles(named) if kind == "fake" else sealed_files(home, named)


KINDS = ("fake", "sealed")
