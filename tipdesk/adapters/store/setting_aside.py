"""The copy of a home's files as they were found suspicious: for headquarters, a court or a technician.

Encrypted as they lie, under a name that the officer reads out on the telephone, each file with its SHA-256. The same
state is copied once. A disk without room for the copy is no reason to keep the officer from reading the store.
"""

import shutil
from contextlib import suppress
from pathlib import Path

import msgspec

from tipdesk.adapters.store.aside import INCIDENT, Aside
from tipdesk.adapters.store.closed_file import digest_of
from tipdesk.adapters.store.ladder import Suspicion
from tipdesk.disk import copy_whole, write_whole
from tipdesk.services.desk import Clock
from tipdesk.sync.document import IncidentNote

FOLDER, HASHES = "set-aside", "SHA256SUMS"
FILES = ("store.db", "head", "closed", "receipt", "slots")
_ID_BYTES = 16
_MOST_COPIES = 8
"""Copies kept in one home: who goes on altering its files must not fill the disk."""
_ROOM = 64 * 1024 * 1024
_MOST_WAL = 64 * 1024 * 1024


def read_wal(store: Path) -> bytes:
    """Return the WAL that a crash has left, before anybody opens the store; empty without one or beyond all bounds."""
    wal = store.with_name(store.name + "-wal")
    with suppress(OSError):
        if wal.stat().st_size <= _MOST_WAL:
            return wal.read_bytes()
    return b""


def set_aside(home: Path, name: str, wal: bytes) -> Path | None:
    """Copy the files into a folder of this name; return it, None where there was no room or no right."""
    folder = home / FOLDER / name
    if (folder / HASHES).exists():
        return folder
    try:
        size = sum((home / file).stat().st_size for file in FILES if (home / file).exists())
        kept = sum(1 for _copy in folder.parent.iterdir()) if folder.parent.exists() else 0
        if kept >= _MOST_COPIES or shutil.disk_usage(home).free < size + len(wal) + _ROOM:
            return None
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for file in FILES:
            if (home / file).exists():
                copy_whole(home / file, folder / file)
        if wal:
            write_whole(folder / "store.db-wal", wal)
        lines = [f"{digest_of(copy).hex()}  {copy.name}\n" for copy in sorted(folder.iterdir())]
        write_whole(folder / HASHES, "".join(lines).encode("ascii"))
    except OSError:
        return None
    return folder


def keep_incident(aside: Aside, suspicion: Suspicion, clock: Clock) -> None:
    """Keep for headquarters what was noticed; the same state of the same files is one incident."""
    known = {note.id for note in find_incidents(aside)}
    note = IncidentNote(
        id=suspicion.state[:_ID_BYTES],
        kind=suspicion.kinds[0],
        at=clock.now_ms(),
        offset=clock.offset_minutes(),
        detail=suspicion.detail,
        call_code=suspicion.call_code,
        digest=suspicion.digest,
    )
    if note.id not in known:
        aside.keep(INCIDENT, msgspec.msgpack.encode(note))


def find_incidents(aside: Aside) -> tuple[IncidentNote, ...]:
    """Return what is kept for headquarters."""
    return tuple(msgspec.msgpack.decode(content, type=IncidentNote) for content in aside.find(INCIDENT))


def drop_incident(aside: Aside, note: IncidentNote) -> None:
    """Keep it no more: it is in the log."""
    aside.drop(INCIDENT, msgspec.msgpack.encode(note))
