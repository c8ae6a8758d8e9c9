"""Backups of a home: a folder with the store, its key slots and its heads, and a list of them that the device signed.

A backup is one state of the home. It gets its name only once it was read back, opened and checked; one that did not
come so far leaves nothing behind. It is as secret as the home itself: the store stays encrypted, and the slots stay
under their passphrases. Its name tells nothing of the home. Where backups go, how often they are made, and putting one
back are decided in `homes`.
"""

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from tipdesk.adapters.store.checks import check_chains
from tipdesk.adapters.store.copying import Told, copy_verified, differs, untold
from tipdesk.adapters.store.engine import open_engine
from tipdesk.adapters.store.faults import at_the_door
from tipdesk.adapters.store.head_file import Sign, Verify
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.logs import Logs
from tipdesk.adapters.store.room import disk_gone, need_room
from tipdesk.disk import copy_whole, move, remove_folder, wait_for, write_whole
from tipdesk.domain.errors import Distrust, Trouble, UserError
from tipdesk.domain.texts import _
from tipdesk.sync.codec import DECODE_FAULTS

PREFIX, LIST, PART = "TB-", "list", ".part"
VERSION = 2
"""The second one may name sealed files."""
STORE, SEALED = "store.db", "sealed"
"""The store, and the content ids of its sealed files, one after the other; the files themselves lie elsewhere."""
BESIDE = ("slots", "head", "receipt", "outside")
"""The files of a home that go with its store, where they are there."""
_CONTEXT = b"tipdesk backup v1"
_CHUNK = 1 << 20
_LIST_LIMIT = 1 << 16
_ID_BYTES = 32


class Contents(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """What a backup says of itself: its log and the last entry in it, when it was made, and its files.

    `made_at` is in milliseconds of the PC's clock; `files` gives the size in bytes and the SHA-256 of each file.
    """

    version: int
    device: bytes
    log: bytes
    seq: int
    hash: bytes
    is_headquarters: bool
    made_at: int
    files: dict[str, tuple[int, bytes]]


@dataclass(frozen=True)
class Backup:
    """A backup in its folder; `signed` are the bytes of its list, and `signature` is the device's over them."""

    folder: Path
    contents: Contents
    signed: bytes
    signature: bytes

    @property
    def size(self) -> int:
        """Return how many bytes its files have together."""
        return sum(size for size, _digest in self.contents.files.values())

    def content_ids(self) -> list[bytes]:
        """Return the content ids of the sealed files that belong to it; raises Distrust `backup-damaged`."""
        if SEALED not in self.contents.files:
            return []
        try:
            listed = (self.folder / SEALED).read_bytes()
        except OSError as error:
            raise _damaged() from error
        return [listed[at : at + _ID_BYTES] for at in range(0, len(listed), _ID_BYTES)]


def stamp_of(link: Link, own_log: bytes, now_ms: int, *, is_headquarters: bool) -> Contents:
    """Return what a backup that is to be made says of the store: at which entry of its own log that stands.

    The files of the backup are not in it yet. Raises Distrust `no-own-log` where the store does not hold its own log.
    """
    own = Logs(link).get(own_log)
    if own is None:
        raise Distrust("no-own-log", _("The store has lost its own log."))
    return Contents(VERSION, own.device, own.log, own.seq, own.hash, is_headquarters, now_ms, {})


@contextmanager
def unfinished(target: Path, name: str) -> Iterator[Path]:
    """Give the folder in which a backup is made, and delete it where the block ends early.

    What the disk of `target` refuses is raised as Trouble `backup-full`, `disk-gone` or `backup-place`.
    """
    part = target / f"{PREFIX}{name}{PART}"
    try:
        yield part
    except BaseException as error:
        remove_folder(part)
        told = refused_by(error.code, target) if isinstance(error, Trouble) else None
        if told is not None:
            raise told from error
        raise


def write_backup(
    home: Path, key: bytes, part: Path, sign: Sign, stamp: Contents, told: Told = untold, sealed: bytes = b""
) -> None:
    """Copy a home into the folder of an unfinished backup, and wait for the disk; the caller holds the home's lock.

    `stamp` says at which entry the store stands, and `told` hears how many pages have been copied. `sealed` are the
    content ids of the sealed files that belong to it.

    Raises:
        Trouble: `no-room`, `disk-full`, `disk-gone`, `store-disk`.
        Distrust: `copy-differs`.
    """
    need_room(part.parent, (home / STORE).stat().st_size + _CHUNK)
    with at_the_door():
        part.mkdir(mode=0o700)
        copy_verified(home / STORE, key, part / STORE, told=told)
        for beside in BESIDE:
            if (home / beside).is_file():
                copy_whole(home / beside, part / beside)
        if sealed:
            write_whole(part / SEALED, sealed)
        files = {path.name: (path.stat().st_size, _digest_of(path)) for path in sorted(part.iterdir())}
        signed = msgspec.msgpack.encode(msgspec.structs.replace(stamp, files=files))
        write_whole(part / LIST, msgspec.msgpack.encode([signed, sign(_CONTEXT + signed)]))
        wait_for(part / STORE)


def finish_backup(part: Path, key: bytes, verify: Verify) -> Backup:
    """Read an unfinished backup back, open and check it, give it its name, and return it.

    Raises Distrust `copy-differs` where it is not what was copied, and Trouble `store-disk` where the disk fails.
    """
    try:
        check_backup(read_backup(part), key, verify)
    except Distrust as refusal:
        raise differs() from refusal
    with at_the_door():
        done = part.with_name(part.name.removesuffix(PART))
        move(part, done)
        wait_for(part.parent)
    return read_backup(done)


def read_backup(folder: Path) -> Backup:
    """Return what a backup says of itself; its signature and files are not checked yet.

    Raises UserError `no-backup` where the folder holds none; Distrust `backup-damaged`, or `backup-newer` for one of a
    newer program.
    """
    try:
        with (folder / LIST).open("rb") as file:
            content = file.read(_LIST_LIMIT)
    except OSError as error:
        raise UserError(
            "no-backup", _("There is no backup in this folder. Choose one whose name begins with TB-.")
        ) from error
    try:
        signed, signature = msgspec.msgpack.decode(content, type=tuple[bytes, bytes])
        version, *_rest = msgspec.msgpack.decode(signed, type=list[msgspec.Raw]) or [msgspec.Raw(b"\x00")]
        if msgspec.msgpack.decode(version, type=int) > VERSION:
            raise Distrust("backup-newer", _("This backup was made by a newer TIPdesk. Update this PC first."))
        contents = msgspec.msgpack.decode(signed, type=Contents)
    except DECODE_FAULTS as error:
        raise _damaged() from error
    if not set(contents.files) <= {STORE, SEALED, *BESIDE} or STORE not in contents.files:
        raise _damaged()
    return Backup(folder, contents, signed, signature)


def check_files(backup: Backup) -> None:
    """Read every file of a backup and compare it with the list; raises Distrust `backup-damaged` where one differs."""
    for name, (size, digest) in backup.contents.files.items():
        path = backup.folder / name
        try:
            is_whole = path.stat().st_size == size and _digest_of(path) == digest
        except OSError as error:
            raise _damaged() from error
        if not is_whole:
            raise _damaged()


def check_backup(backup: Backup, key: bytes, verify: Verify) -> None:
    """Check files, signature, every page, and that the log ends where the list says.

    Raises Distrust `backup-damaged` where something does not hold.
    """
    check_files(backup)
    contents = backup.contents
    if not verify(_CONTEXT + backup.signed, backup.signature):
        raise _damaged()
    engine = open_engine(backup.folder / STORE, key, read_only=True, is_still=True)
    try:
        with at_the_door(), engine.connect() as connection, connection.begin():
            link = Link(connection)
            pages = link.rows("PRAGMA cipher_integrity_check") or link.value("PRAGMA quick_check") != "ok"
            end = link.row("SELECT seq, hash FROM logs WHERE log = ?", (contents.log,))
            if pages or check_chains(link) or end != (contents.seq, contents.hash):
                raise _damaged()
    finally:
        engine.dispose()


def find_backups(target: Path) -> list[Backup]:
    """Return the backups that lie in a folder, the latest first.

    A folder in it that holds no backup, or one that cannot be read, is left out.
    """
    found = []
    try:
        folders = [path for path in target.iterdir() if path.name.startswith(PREFIX) and path.suffix != PART]
    except OSError:
        return []
    for folder in folders:
        try:
            found.append(read_backup(folder))
        except (UserError, Distrust):
            continue
    return sorted(found, key=lambda one: one.contents.made_at, reverse=True)


def find_cut_off(target: Path, before: float) -> list[Path]:
    """Return the folders that unfinished backups left behind before a moment, given in seconds since 1970."""
    try:
        return [part for part in target.glob(f"{PREFIX}*{PART}") if part.stat().st_mtime < before]
    except OSError:
        return []


def _digest_of(path: Path) -> bytes:
    """Return a file's SHA-256, read from the medium itself where the system can be told to drop its cache."""
    with path.open("rb") as file:
        if sys.platform == "linux":
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return hashlib.file_digest(file, "sha256").digest()


def refused_by(code: str, target: Path) -> Trouble | None:
    """Return what an officer is told when the disk of a backup refuses, or None for any other Trouble."""
    if code == "disk-full":
        return Trouble(
            "backup-full",
            _("The folder or stick is full. Earlier backups on it are as they were. Free some space, or use another."),
        )
    if code != "store-disk":
        return None
    if not target.is_dir():
        return disk_gone()
    return Trouble(
        "backup-place",
        _(
            "The backup could not be written and read back. Earlier ones are as they were. Use another folder or "
            "stick; if it stays so, lock TIPdesk and unlock it."
        ),
    )


def _damaged() -> Distrust:
    return Distrust("backup-damaged", _("This backup is damaged or was altered. Use another one."))
