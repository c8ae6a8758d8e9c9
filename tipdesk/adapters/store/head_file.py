"""The `head` file: how far the own log and the down-log were held when the store last committed, signed by the device.

SQLCipher cannot tell an old file from a new one; a head outside the file can. It is written while
the lock of its commit is still held. After a crash it may be older than the store, never newer, and it must lie on the
chain.

A save waits for the disk once, for its commit: the head is renamed without waiting. A power cut may therefore leave
it blank on some file systems, and an older one, waited for every 64 entries, lies beside it for that case alone.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from tipdesk.adapters.store.link import Link
from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.services.ledger import LogState

Sign = Callable[[bytes], bytes]
Verify = Callable[[bytes, bytes], bool]
"""(message, signature) -> whether the device's key made it."""

DOWN_HEAD = "down-head"
"""The setting in which sync keeps how far the down-log has been taken in: MessagePack [seq, hash]."""

_CONTEXT = b"tipdesk head v1"
_SURE_EVERY = 64
"""Entries from one head that is waited for to the next."""


class KeptHead(msgspec.Struct, array_like=True, frozen=True):
    """What the file says: the own log with its last entry, and the down-log with its last item."""

    log: bytes
    seq: int
    hash: bytes
    down_seq: int
    down_hash: bytes


@dataclass(frozen=True)
class HeadFile:
    """The head file of one home."""

    path: Path
    sign: Sign

    def write(self, own: LogState, down: bytes | None) -> None:
        """Put a head in place of the last one: a temporary file, then renamed."""
        down_seq, down_hash = msgspec.msgpack.decode(down, type=tuple[int, bytes]) if down else (0, b"")
        told = msgspec.msgpack.encode(KeptHead(own.log, own.seq, own.hash, down_seq, down_hash))
        content = msgspec.msgpack.encode([told, self.sign(_CONTEXT + told)])
        _put(self.path, content, is_sure=False)
        if own.seq % _SURE_EVERY == 0:
            _put(_sure(self.path), content, is_sure=True)


def _put(path: Path, content: bytes, *, is_sure: bool) -> None:
    beside = path.with_name(path.name + ".new")
    with beside.open("wb", buffering=0) as file:
        file.write(content)
        if is_sure:
            os.fsync(file.fileno())
    beside.replace(path)


def _sure(path: Path) -> Path:
    return path.with_name(path.name + ".sure")


def read_head(path: Path, verify: Verify) -> KeptHead:
    """Return what the file says; where a crash has left it blank, what the sure one says.

    Distrust `store-rolled-back` when it is missing, broken or not signed by the device.
    """
    try:
        content = path.read_bytes()
        if not any(content):
            content = _sure(path).read_bytes()
        told, signature = msgspec.msgpack.decode(content, type=tuple[bytes, bytes])
        head = msgspec.msgpack.decode(told, type=KeptHead)
    except (OSError, msgspec.MsgspecError) as error:
        raise rolled_back() from error
    if not verify(_CONTEXT + told, signature):
        raise rolled_back()
    return head


def check_head(link: Link, own_log: bytes, head: KeptHead) -> None:
    """Check that the head lies on the chain of the store. Distrust `store-rolled-back` when it does not."""
    hash_at = link.value(
        "SELECT e.hash FROM entries e JOIN logs l ON l.no = e.log_no WHERE l.log = ? AND e.seq = ?",
        (head.log, head.seq),
    )
    if head.seq == 0:
        hash_at = head.hash
    down = link.value("SELECT value FROM settings WHERE key = ?", (DOWN_HEAD,))
    down_seq = msgspec.msgpack.decode(down, type=tuple[int, bytes])[0] if down else 0
    if head.log != own_log or hash_at != head.hash or head.down_seq > down_seq:
        raise rolled_back()


def rolled_back() -> Distrust:
    """Return the refusal of a store that is older than the head beside it."""
    return Distrust(
        "store-rolled-back",
        _("The store does not match the head kept beside it: an older copy may have been put back. Call headquarters."),
    )
