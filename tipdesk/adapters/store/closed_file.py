"""The `closed` file: what the files of a home were when its store was closed by the last who had it open.

It is signed by the device, written after the WAL is gone, and taken away before the store is written again. So it is
there if, and only if, the store was closed cleanly and nothing has written it since. Whoever exchanges or alters a file
of a closed home is noticed at the next unlock, by reading each file once. A crash leaves no such note; then the whole
ladder of checks is climbed (`ladder`).
"""

import hashlib
from contextlib import suppress
from pathlib import Path

import msgspec

from tipdesk.adapters.store.head_file import Sign, Verify
from tipdesk.disk import read_whole, remove, wait_for, write_whole
from tipdesk.services.ledger import LogState
from tipdesk.sync.codec import DECODE_FAULTS

CLOSED = "closed"
_CONTEXT = b"tipdesk closed v1"
BESIDE = ("head", "receipt")
"""The other files that a closed store leaves as they are."""
_ahead: dict[Path, tuple[tuple[int, ...], bytes]] = {}
"""What `read_ahead` found of store files: the state of each file by its `stat`, and its digest."""


class Closed(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """The note: the own log's last entry, the digest of the store file, and those of the files `BESIDE`.

    The digest of a file that was not there is empty.
    """

    log: bytes
    seq: int
    hash: bytes
    store: bytes
    beside: tuple[bytes, ...]


def write_closed(home: Path, store: Path, own: LogState, sign: Sign) -> None:
    """Write the note whole, and wait until it is on the disk.

    What the note speaks of is waited for first: a power cut after it must not leave an older head beside a newer note.
    Raises OSError when the disk refuses; then the next unlock takes longer.
    """
    for path in (store, *(home / name for name in BESIDE)):
        with suppress(FileNotFoundError):
            wait_for(path)
    told = msgspec.msgpack.encode(Closed(own.log, own.seq, own.hash, digest_of(store), _beside(home)))
    write_whole(home / CLOSED, msgspec.msgpack.encode([told, sign(_CONTEXT + told)]))


def read_closed(home: Path, verify: Verify) -> Closed | None:
    """Return the note, or None when there is none.

    Raises ValueError when the note was altered, or was not signed by this device.
    """
    try:
        content = read_whole(home / CLOSED)
    except FileNotFoundError:
        return None
    try:
        told, signature = msgspec.msgpack.decode(content, type=tuple[bytes, bytes])
        closed = msgspec.msgpack.decode(told, type=Closed)
    except DECODE_FAULTS as error:
        raise ValueError(CLOSED) from error
    if not verify(_CONTEXT + told, signature):
        raise ValueError(CLOSED)
    return closed


def changed_since(home: Path, store: Path, closed: Closed) -> list[str]:
    """Return which files are not what they were when the note was written: "store", or a name of `BESIDE`."""
    found = ["store"] if _has_wal(store) or _digest_now(store) != closed.store else []
    now = _beside(home)
    return found + [name for name, was, is_now in zip(BESIDE, closed.beside, now, strict=False) if was != is_now]


def read_ahead(store: Path) -> None:
    """Take the digest of a closed store while its passphrase is still being typed, since that needs no key.

    The digest counts only where nothing has touched the file until the store is opened.
    """
    if (store.parent / CLOSED).exists():
        with suppress(OSError):
            stood = _stand(store)
            _ahead[store] = (stood, digest_of(store))


def _digest_now(store: Path) -> bytes:
    stood, digest = _ahead.pop(store, ((), b""))
    return digest if stood and stood == _stand(store) else digest_of(store)


def _stand(store: Path) -> tuple[int, ...]:
    at = store.stat()
    return at.st_ino, at.st_size, at.st_mtime_ns, at.st_ctime_ns


def drop_closed(home: Path) -> None:
    """Delete the note, so surely that no power cut brings it back beside a store that was written since."""
    remove(home / CLOSED)
    _wait_for_folder(home)


def digest_of(path: Path) -> bytes:
    """Return the SHA-256 of a file, which is empty when the file is not there."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except FileNotFoundError:
        return b""


def _wait_for_folder(folder: Path) -> None:
    with suppress(OSError):  # not every file system waits for a folder
        wait_for(folder)


def _beside(home: Path) -> tuple[bytes, ...]:
    return tuple(digest_of(home / name) for name in BESIDE)


def _has_wal(store: Path) -> bool:
    """Tell whether a WAL with content lies beside the store.

    A store that was closed cleanly has none; an empty one is what a reader that was killed leaves behind.
    """
    wal = store.with_name(store.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0
