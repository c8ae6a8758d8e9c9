"""Copies of a home's files as they were found when they looked suspicious, for headquarters, a court or a technician.

The files stay encrypted as they lie. Their folder has the name that the officer reads out on the telephone, and holds
the SHA-256 of each file. The same state of the files is copied once. Where the disk has no room for the copy, none is
made, and the officer can read the store all the same.
"""

import shutil
from contextlib import suppress
from pathlib import Path

import msgspec

from tipdesk.adapters.store.aside import INCIDENT, Aside
from tipdesk.adapters.store.closed_file import digest_of
from tipdesk.adapters.store.ladder import Suspicion
from tipdesk.disk import copy_whole, read_whole, write_whole
from tipdesk.services.desk import Clock
from tipdesk.sync.document import IncidentNote

FOLDER, HASHES = "set-aside", "SHA256SUMS"
FILES = ("store.db", "head", "closed", "receipt", "slots")
_ID_BYTES = 16
_MOST_COPIES = 8
"""How many copies are kept in one home, so that somebody who goes on altering its files cannot fill the disk."""
_ROOM = 64 * 1024 * 1024
_MOST_WAL = 64 * 1024 * 1024


def read_wal(store: Path) -> bytes:
    """Return the WAL that a crash has left, read before anybody opens the store.

    Returns no bytes where there is no WAL, or one of more than 64 MiB.
    """
    wal = store.with_name(store.name + "-wal")
    with suppress(OSError):
        if wal.stat().st_size <= _MOST_WAL:
            return read_whole(wal)
    return b""


def set_aside(home: Path, name: str, wal: bytes) -> Path | None:
    """Copy the files of a home into a folder of this name under `set-aside`, and return that folder.

    Returns None where there was no room or no right to make the copy, or where eight copies are kept already.
    """
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
    """Keep for headquarters what was noticed; the same state of the same files counts as one incident."""
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
    """Return the incidents that are kept until headquarters has heard of them."""
    return tuple(msgspec.msgpack.decode(content, type=IncidentNote) for content in aside.find(INCIDENT))


def drop_incident(aside: Aside, note: IncidentNote) -> None:
    """Stop keeping an incident, because it is in the log now."""
    aside.drop(INCIDENT, msgspec.msgpack.encode(note))
