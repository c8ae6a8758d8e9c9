"""The `head` file: how far the store had come when it last committed, signed by the device.

It names the last entry of the own log, the last item of the down-log, and headquarters' ledger as its receipts have
told. SQLCipher cannot tell an old file from a new one, but a head outside the file can. It is written while the lock of
its commit is still held. After a crash it may be older than the store, never newer, and it must lie on the chain.

Decision: a save waits for the disk once, for its commit. So the head is not put in place by renaming, which costs a
third of a save and may leave it blank after a power cut. It is written over itself: one block of fixed size that was
waited for when it was made, of which one sector changes. A disk writes a sector whole or not at all, so what a power
cut leaves is this head or an older one. Whoever reads it holds the lock of the home, so it is never seen half written.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import msgspec

from tipdesk.adapters.store.link import Link
from tipdesk.disk import read_whole, write_over, write_whole
from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.services.ledger import LogState
from tipdesk.services.remembered.link import DOWN_HEAD, LEDGER_SEEN
from tipdesk.sync.codec import DECODE_FAULTS

Sign = Callable[[bytes], bytes]
Verify = Callable[[bytes, bytes], bool]
"""Takes (message, signature) and tells whether the device's key made it."""

_CONTEXT = b"tipdesk head v1"
_BLOCK, _SECTOR = 4096, 512
_LENGTH = 2  # bytes that say how long the head is; zeros follow it


class KeptHead(msgspec.Struct, array_like=True, frozen=True):
    """What the file says of the own log's last entry, the down-log's last item, and headquarters' ledger."""

    log: bytes
    seq: int
    hash: bytes
    down_seq: int
    down_hash: bytes
    epoch: int
    ledger_size: int
    ledger_root: bytes


_Checkpoint = tuple[int, bytes]
_down_head = msgspec.msgpack.Decoder(_Checkpoint).decode
_ledger_seen = msgspec.msgpack.Decoder(tuple[int, _Checkpoint, tuple[_Checkpoint, ...], int]).decode


class NewHead(NamedTuple):
    """What the next head has to say.

    `own` is the state of the own log. `down` and `ledger` are what is remembered as `DOWN_HEAD` and `LEDGER_SEEN`, None
    where nothing came down yet.
    """

    own: LogState
    down: bytes | None
    ledger: bytes | None


def new_head(link: Link, own: LogState) -> NewHead:
    """Return what the head has to say of a store as it stands."""
    kept = _kept(link)
    return NewHead(own, kept.get(DOWN_HEAD.name), kept.get(LEDGER_SEEN.name))


@dataclass(frozen=True)
class HeadFile:
    """The head file of one home, which is signed with `sign` whenever it is written."""

    path: Path
    sign: Sign

    def make(self, head: NewHead) -> None:
        """Put a whole file in place, for a home that is new or a log that begins."""
        write_whole(self.path, self._sector(head).ljust(_BLOCK, b"\0"))

    def write(self, head: NewHead) -> None:
        """Write a head over the last one; where there is no whole file, make it."""
        if not write_over(self.path, self._sector(head), size=_BLOCK, waits=False):
            self.make(head)

    def _sector(self, head: NewHead) -> bytes:
        own, down = head.own, _down_head(head.down) if head.down else (0, b"")
        epoch, checkpoints = _checkpoints(head.ledger)
        ledger = max(checkpoints, default=(0, b""))
        told = msgspec.msgpack.encode(
            KeptHead(own.log, own.seq, own.hash, down[0], down[1], epoch, ledger[0], ledger[1])
        )
        content = msgspec.msgpack.encode([told, self.sign(_CONTEXT + told)])
        sector = len(content).to_bytes(_LENGTH, "big") + content
        if len(sector) > _SECTOR:
            message = "a head fits into one sector"
            raise ValueError(message)
        return sector.ljust(_SECTOR, b"\0")


def read_head(path: Path, verify: Verify) -> KeptHead:
    """Return what the file says; the caller holds the lock of the home.

    Raises Distrust `store-rolled-back` when the file is missing, broken or not signed by the device.
    """
    told, signature = read_signed_head(path)
    try:
        head = msgspec.msgpack.decode(told, type=KeptHead)
    except DECODE_FAULTS as error:
        raise rolled_back() from error
    if not verify(_CONTEXT + told, signature):
        raise rolled_back()
    return head


def read_signed_head(path: Path) -> tuple[bytes, bytes]:
    """Return what the file says as bytes, and the signature over it, which is not verified yet.

    Raises Distrust `store-rolled-back` when the file is missing or broken.
    """
    try:
        block = read_whole(path)
        end = _LENGTH + int.from_bytes(block[:_LENGTH], "big")
        if len(block) != _BLOCK or any(block[end:]):
            raise rolled_back()
        return msgspec.msgpack.decode(block[_LENGTH:end], type=tuple[bytes, bytes])
    except (OSError, *DECODE_FAULTS) as error:
        raise rolled_back() from error


def check_head(link: Link, own_log: bytes, head: KeptHead) -> None:
    """Check that the head lies on the chain of the store, and raise Distrust `store-rolled-back` when it does not.

    A new log has no head of its own before its first entry; the head of the log that it closed is accepted until then,
    where it names that log's end.
    """
    hash_at = link.value(
        "SELECT e.hash FROM entries e JOIN logs l ON l.no = e.log_no WHERE l.log = ? AND e.seq = ?",
        (head.log, head.seq),
    )
    if head.seq == 0:
        hash_at = head.hash
    kept = _kept(link)
    down_seq = _down_head(kept[DOWN_HEAD.name])[0] if DOWN_HEAD.name in kept else 0
    is_behind = head.down_seq > down_seq or not _has_seen(kept.get(LEDGER_SEEN.name), head)
    begins = (
        "SELECT 1 FROM logs mine JOIN logs former USING (device) "
        "WHERE mine.log = ? AND mine.seq = 0 AND former.log = ? AND former.seq = ?"
    )
    is_ours = head.log == own_log or link.value(begins, (own_log, head.log, head.seq)) is not None
    if not is_ours or hash_at != head.hash or is_behind:
        raise rolled_back()


def _kept(link: Link) -> dict[str, bytes]:
    """Return what the store remembers of the down-log and of headquarters' ledger, by the names of the settings."""
    names = (DOWN_HEAD.name, LEDGER_SEEN.name)
    return dict(link.rows("SELECT key, value FROM settings WHERE key IN (?, ?)", names))


def _checkpoints(ledger: bytes | None) -> tuple[int, list[_Checkpoint]]:
    """Return headquarters' epoch, and every checkpoint of its ledger that is remembered."""
    if ledger is None:
        return 0, []
    epoch, proved, told, _at = _ledger_seen(ledger)
    return epoch, [proved, *told]


def _has_seen(ledger: bytes | None, head: KeptHead) -> bool:
    """Tell whether the store remembers at least as much of headquarters' ledger as its head, and no other ledger."""
    epoch, checkpoints = _checkpoints(ledger)
    if head.epoch != epoch:
        return head.epoch < epoch
    size = max((size for size, _root in checkpoints), default=0)
    differs = any(one == head.ledger_size and root != head.ledger_root for one, root in checkpoints)
    return head.ledger_size <= size and not differs


def rolled_back() -> Distrust:
    """Return Distrust `store-rolled-back`, the refusal of a store that is older than the head beside it."""
    return Distrust(
        "store-rolled-back",
        _("The store does not match the head kept beside it: an older copy may have been put back. Call headquarters."),
    )
