"""How many tries have been made, kept in two places: beside the slots, and outside the home.

    magic  SHA-256(body)  body = MessagePack of [slot id, generation, failures, untold, wait, at, boot] for each login

It promises that what is read is the stricter of the two places, login by login, whatever became of one of them:
deleted, damaged or put back from a copy; and that a try is on the disk in both places before anybody acts on it. A
later generation (an unlock, another officer's authority) is newer whatever the counts say, so that an old copy cannot
bring an old count back. What the numbers mean is left to `throttle`.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from tipdesk.adapters.keys.slots_file import SLOT_ID_BYTES, put_whole
from tipdesk.domain.errors import Trouble
from tipdesk.domain.texts import _

_MAGIC: Final = b"TIPTRIES"
_CHECKSUM_BYTES: Final = 32
_FILE_LIMIT: Final = 1 << 20
MOST_LOGINS: Final = 4_096


class Tries(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """What is known of one login, under the opaque id of its slot (or of the slot it would have).

    `failures` since the last unlock; `untold`: those not yet in the audit log; `wait_ms` counted from `at_ms`, which is
    the uptime of the PC in that `boot`.
    """

    slot_id: bytes
    generation: int = 0
    failures: int = 0
    untold: int = 0
    wait_ms: int = 0
    at_ms: int = 0
    boot: bytes = b""


def read_tries(places: Sequence[Path]) -> dict[bytes, list[Tries]]:
    """Return what the places say of each login, one statement for each place that speaks of it."""
    found: dict[bytes, list[Tries]] = {}
    for place in places:
        for one in _read_place(place):
            found.setdefault(one.slot_id, []).append(one)
    return found


def write_tries(places: Sequence[Path], tries: Mapping[bytes, Tries]) -> None:
    """Write every place, on the disk before this returns. Trouble `tries-unwritable`: then no try may be made."""
    body = msgspec.msgpack.encode(_shortened(tries.values()))
    content = _MAGIC + hashlib.sha256(body).digest() + body
    try:
        for place in places:
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            put_whole(place, content)
    except OSError as error:
        raise Trouble(
            "tries-unwritable",
            _("The number of tries cannot be noted on this PC, so none is made. Is the disk full?"),
        ) from error


def _read_place(place: Path) -> list[Tries]:
    """A place that is missing or damaged says nothing: the other one counts."""
    try:
        with place.open("rb") as file:
            content = file.read(_FILE_LIMIT)
    except OSError:
        return []
    checksum, body = content[len(_MAGIC) :][:_CHECKSUM_BYTES], content[len(_MAGIC) + _CHECKSUM_BYTES :]
    if not content.startswith(_MAGIC) or hashlib.sha256(body).digest() != checksum:
        return []
    try:
        tries = msgspec.msgpack.decode(body, type=list[Tries])
    except (msgspec.MsgspecError, RecursionError):
        return []
    return [one for one in tries if len(one.slot_id) == SLOT_ID_BYTES and one.failures >= 0]


def _shortened(tries: Iterable[Tries]) -> list[Tries]:
    """Invented logins must not fill the disk: of very many, those with the fewest failures are forgotten."""
    return sorted(tries, key=lambda one: (one.generation > 0, one.failures), reverse=True)[:MOST_LOGINS]
