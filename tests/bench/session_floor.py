"""SQLite's session extension through the library that Python itself stands on: changesets recorded and applied.

The lightest way there is to carry rows from one SQLite file to another: no encryption, no signature, no log, and what
conflicts is overwritten. Only its changeset and its application are timed, at synchronous=FULL.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sqlite3
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_NEEDED = ("sqlite3session_create", "sqlite3session_changeset", "sqlite3changeset_apply")
_REPLACE = 2
_CONFLICT = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
Document = dict[str, object]


def find_library() -> ctypes.CDLL | None:
    """Return the SQLite library of this machine if it has the session extension."""
    name = ctypes.util.find_library("sqlite3")
    if name is None:
        return None
    library = ctypes.CDLL(name)
    return library if all(hasattr(library, needed) for needed in _NEEDED) else None


class _File:
    """One database file, through the C interface."""

    def __init__(self, library: ctypes.CDLL, path: Path, columns: Sequence[str]) -> None:
        self._library = library
        self.handle = ctypes.c_void_p()
        self._check(library.sqlite3_open(str(path).encode(), ctypes.byref(self.handle)))
        names = ", ".join(f'"{name}" TEXT' for name in columns)
        self.run(
            f"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE person (_id TEXT PRIMARY KEY, {names})"
        )

    def run(self, sql: str) -> None:
        """Run statements."""
        self._check(self._library.sqlite3_exec(self.handle, sql.encode(), None, None, None))

    def close(self) -> None:
        """Close the file."""
        self._check(self._library.sqlite3_close(self.handle))

    def _check(self, status: int) -> None:
        if status:
            message = f"SQLite says {status}"
            raise sqlite3.OperationalError(message)


def run_session(
    library: ctypes.CDLL, folder: Path, rounds: Sequence[dict[str, list[Document]]]
) -> list[tuple[str, float, int, int]]:
    """Carry the documents; return (kind, seconds, changes, bytes) of each stretch."""
    columns = sorted({name for one in rounds for kind in one.values() for row in kind for name in row} - {"_id"})
    source, target = (_File(library, folder / name, columns) for name in ("source.db", "target.db"))
    runs = []
    for one in rounds:
        for kind in ("inserts", "updates"):
            recorder = ctypes.c_void_p()
            library.sqlite3session_create(source.handle, b"main", ctypes.byref(recorder))
            library.sqlite3session_attach(recorder, None)
            source.run(_script(one[kind], inserts=kind == "inserts"))
            runs.append((kind, *_carry(library, recorder, target)))
            library.sqlite3session_delete(recorder)
    for file in (source, target):
        file.close()
    return [(kind, seconds, len(rounds[place // 2][kind]), size) for place, (kind, seconds, size) in enumerate(runs)]


def _carry(library: ctypes.CDLL, recorder: ctypes.c_void_p, target: _File) -> tuple[float, int]:
    began = time.perf_counter()
    size, changes = ctypes.c_int(), ctypes.c_void_p()
    library.sqlite3session_changeset(recorder, ctypes.byref(size), ctypes.byref(changes))
    overwrite = _CONFLICT(lambda _context, _kind, _place: _REPLACE)
    status = library.sqlite3changeset_apply(target.handle, size, changes, None, overwrite, None)
    seconds = time.perf_counter() - began
    library.sqlite3_free(changes)
    if status:
        message = f"a changeset was not applied: {status}"
        raise sqlite3.OperationalError(message)
    return seconds, size.value


def _script(documents: Sequence[Document], *, inserts: bool) -> str:
    lines = ["BEGIN"]
    for one in documents:
        if inserts:
            names, values = ", ".join(f'"{name}"' for name in one), ", ".join(_quoted(value) for value in one.values())
            lines.append(f"INSERT INTO person ({names}) VALUES ({values})")  # noqa: S608 - invented values, quoted
        else:
            sets = ", ".join(f'"{name}" = {_quoted(value)}' for name, value in one.items() if name != "_id")
            lines.append(f"UPDATE person SET {sets} WHERE _id = {_quoted(one['_id'])}")  # noqa: S608 - as above
    return ";\n".join([*lines, "COMMIT"])


def _quoted(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return "'" + text.replace("'", "''") + "'"
