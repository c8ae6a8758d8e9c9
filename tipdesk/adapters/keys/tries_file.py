"""How many tries have been made, kept in two places: beside the slots, and outside the home.

    magic  SHA-256(rest)  rest = length of body, body, zeros to a multiple of 4 KiB
                          body = MessagePack of [slot id, generation, failures, untold, wait, at, boot] for each login

What both places say is read, login by login, so that `throttle` can go by the stricter one whatever became of the
other: deleted, damaged or put back from a copy. A try is on the disk in both places before anybody acts on it. A later
generation (an unlock, another officer's authority) is newer whatever the counts say, so that an old copy cannot bring
an old count back.

A file holds the room for what is noted next, so that a full disk gives nobody tries that are not counted and keeps
nobody who knows the passphrase out: where no other file can be made beside it, it is written over itself. A power cut
or a kill may then leave it torn, which its checksum tells. So a place that cannot be read is written first, and there
is always one that is whole. Files of earlier programs, which end with their body, are read as well.
"""

import errno
import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from tipdesk.adapters.keys.slots_file import SLOT_ID_BYTES
from tipdesk.disk import FULL, write_over, write_whole
from tipdesk.domain.errors import Trouble
from tipdesk.domain.refused_files import name_in, why_refused
from tipdesk.domain.texts import _

_MAGIC: Final = b"TIPTRIE2"
_EARLIER_MAGIC: Final = b"TIPTRIES"
_CHECKSUM_BYTES: Final = 32
_LENGTH_BYTES: Final = 4
_BLOCK: Final = 4096
_SPARE: Final = 2048
_FILE_LIMIT: Final = 1 << 20
MOST_LOGINS: Final = 4_096


class Tries(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """What is known of one login, under the opaque id of its slot (or of the slot that it would have).

    `failures` counts the tries that failed since the last unlock, and `untold` those that are not yet in the audit log.
    `wait_ms` is counted from `at_ms`, which is the uptime of the PC in that `boot`.
    """

    slot_id: bytes
    generation: int = 0
    failures: int = 0
    untold: int = 0
    wait_ms: int = 0
    at_ms: int = 0
    boot: bytes = b""


def read_tries(places: Sequence[Path]) -> dict[bytes, list[Tries]]:
    """Return what the places say of each login, with one `Tries` for each place that speaks of it."""
    found: dict[bytes, list[Tries]] = {}
    for place in places:
        for one in _read_place(place):
            found.setdefault(one.slot_id, []).append(one)
    return found


def write_tries(
    places: Sequence[Path],
    tries: Mapping[bytes, Tries],
    *,
    counted: Collection[bytes] = (),
    make_room: Callable[[], int] = int,
) -> None:
    """Write every place, on the disk before this returns.

    `counted` are logins, by slot id, that must be in the file where a full disk leaves room for some alone. `make_room`
    is called where the disk is full, and returns how many bytes it has freed. Raises Trouble `tries-unwritable`; then
    no try may be made.
    """
    try:
        for place in sorted(places, key=lambda one: _body_of(one) is not None):
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write_place(place, tries, counted, make_room)
    except OSError as error:
        told = why_refused(error) or _(
            "The number of tries cannot be noted on this PC, so none is made. Free some space on its disk."
        )
        raise Trouble("tries-unwritable", told, path=name_in(error)) from error


def _write_place(
    place: Path, tries: Mapping[bytes, Tries], counted: Collection[bytes], make_room: Callable[[], int]
) -> None:
    content = _content(_shortened(tries.values(), counted))
    for _time in range(2):
        try:
            write_whole(place, content)
        except OSError as error:
            if error.errno not in FULL:
                raise
        else:
            return
        if not make_room():
            break
    _write_in_place(place, tries, counted)


def _write_in_place(place: Path, tries: Mapping[bytes, Tries], counted: Collection[bytes]) -> None:
    """Write over the file that is there, which takes no room.

    Raises OSError where there is none, or where the logins that must be in it do not fit.
    """
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(place))
    try:
        size = place.stat().st_size
    except FileNotFoundError as error:
        raise full from error
    kept = _shortened(tries.values(), counted)
    while kept and len(_content(kept)) > size:
        kept = kept[:-1]
    if not set(counted) <= {one.slot_id for one in kept} or not write_over(place, _content(kept, size), size=size):
        raise full


def _content(tries: Sequence[Tries], size: int = 0) -> bytes:
    """Return the bytes of a file: `size` of them, or as many as leave room for the next tries."""
    body = msgspec.msgpack.encode(tries)
    told = len(body).to_bytes(_LENGTH_BYTES, "big") + body
    before = len(_MAGIC) + _CHECKSUM_BYTES
    wanted = size or -(-(before + len(told) + _SPARE) // _BLOCK) * _BLOCK
    rest = told.ljust(wanted - before, b"\0")
    return _MAGIC + hashlib.sha256(rest).digest() + rest


def _read_place(place: Path) -> list[Tries]:
    """Return what one place says; one that is missing or damaged says nothing, so that the other one counts."""
    try:
        tries = msgspec.msgpack.decode(_body_of(place) or b"", type=list[Tries])
    except (msgspec.MsgspecError, RecursionError):
        return []
    return [one for one in tries if len(one.slot_id) == SLOT_ID_BYTES and one.failures >= 0]


def _body_of(place: Path) -> bytes | None:
    """Return the body of a file, or None where the file is missing or not as it was written."""
    try:
        with place.open("rb") as file:
            content = file.read(_FILE_LIMIT)
    except OSError:
        return None
    magic, rest = content[: len(_MAGIC)], content[len(_MAGIC) + _CHECKSUM_BYTES :]
    if hashlib.sha256(rest).digest() != content[len(_MAGIC) :][:_CHECKSUM_BYTES]:
        return None
    if magic == _EARLIER_MAGIC:
        return rest
    length = int.from_bytes(rest[:_LENGTH_BYTES], "big")
    return rest[_LENGTH_BYTES : _LENGTH_BYTES + length] if magic == _MAGIC else None


def _shortened(tries: Iterable[Tries], counted: Collection[bytes]) -> list[Tries]:
    """Return at most 4,096 logins: of more, those with the fewest failures are forgotten.

    Invented logins must not fill the disk.
    """
    weighed = sorted(tries, key=lambda one: (one.slot_id in counted, one.generation > 0, one.failures), reverse=True)
    return weighed[:MOST_LOGINS]
