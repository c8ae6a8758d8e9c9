"""One thing that was refused is kept with its verdict, as far as there is room, and otherwise counted.

Of what an enrolled key has signed the whole is kept as evidence, up to a limit for each device and for all; beyond that
it is treated like what nobody signed. Of the latter only SHA-256, size, name and beginning are kept, at most
`month_lines` such lines a month. A signed header before bytes that nobody signed is worth little, because one found
bundle makes any number of them. The same thing is kept once. Whoever empties the quarantine makes room. Many strays at
one time, as on a stick, are handled in `keep_strays`.

Of a part of a file no byte is kept, whoever signed it: the file may be one of which the hash alone is kept.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from typing import Final

from tipdesk.domain.file_names import short_file_name
from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.services.remembered.here import QUARANTINE_MONTH
from tipdesk.services.remembered.shapes import Month
from tipdesk.services.sticks.worth import Sifted, bundle_worth
from tipdesk.sync.bundle import read_outer
from tipdesk.sync.envelope import Verifier
from tipdesk.sync.limits import LIMITS, MIB

_LINE: Final = 128
"""How many bytes a line costs besides the beginning and the name of the thing."""


class Proof(Enum):
    """How much of a refused thing an enrolled key has signed."""

    WHOLE = "whole"
    HEADER = "header"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Caps:
    """The limits of the quarantine, in bytes where nothing else is said.

    `head` is how much is kept of the beginning of a stray. The lines of strays of one visit may cost `spare`, and one
    byte for each `share` bytes that came. `month_lines` limits the lines of strays in a month. `lines` limits the
    number of whole things and of beginnings, `device_lines` that of whole things of one device. `whole` and
    `device_whole` limit what is kept whole in all and of one device, and `headers` that of which an enrolled key signed
    only the header.
    """

    head: int = 512
    spare: int = 4096
    share: int = 100
    month_lines: int = 200
    lines: int = 1_000
    device_lines: int = 200
    whole: int = 8 * LIMITS.sealed
    device_whole: int = 2 * LIMITS.sealed
    headers: int = MIB


CAPS: Final = Caps()


def get_month(reader: Reader, name: str) -> Month:
    """Return the counts of the month of this name, zero where the last month that had any is another."""
    kept = QUARANTINE_MONTH.get(reader)
    return kept if kept is not None and kept.name == name else Month(name)


def has_room_for_whole(work: UnitOfWork, size: int, device: bytes | None, proof: Proof, caps: Caps) -> bool:
    """Tell whether a thing of this size would be kept whole."""
    if proof is Proof.NOTHING:
        return False
    whole = [one for one in work.ledger.quarantine.find_shares() if one.is_evidence]
    own = [one for one in whole if one.device == device]
    most = caps.headers if proof is Proof.HEADER else caps.device_whole
    return (
        sum(one.size for one in own) + size <= most
        and sum(one.lines for one in own) < caps.device_lines
        and sum(one.size for one in whole) + size <= caps.whole
        and sum(one.lines for one in whole) < caps.lines
    )


def has_room_for_line(work: UnitOfWork, caps: Caps) -> bool:
    """Tell whether there is room for the beginning of one more thing."""
    shares = work.ledger.quarantine.find_shares()
    return sum(one.lines for one in shares if not one.is_evidence) < caps.lines


def cost_of_line(file: str, head: int) -> int:
    """Return roughly how many bytes a line costs that keeps `head` bytes of a beginning."""
    return _LINE + len(file.encode()) + head


@dataclass(frozen=True)
class Refusal:
    """What was refused, and why.

    `file` is its name as it is shown, or how it came; `at` is in milliseconds since 1970.
    """

    file: str
    verdict: str
    reason: str
    at: int
    device: bytes | None = None


def keep_refused(work: UnitOfWork, content: bytes, refusal: Refusal, proof: Proof, caps: Caps = CAPS) -> bool:
    """Keep a refused thing as far as there is room, and tell whether all its bytes are kept."""
    if has_room_for_whole(work, len(content), refusal.device, proof, caps):
        _keep(work, content, refusal, None)
        return True
    of = (hashlib.sha256(content).digest(), len(content))
    proof = Proof.NOTHING if proof is Proof.HEADER else proof
    return keep_beginning(work, content, of, refusal, proof, caps) and len(content) <= caps.head


def keep_no_byte(work: UnitOfWork, content: bytes, refusal: Refusal, proof: Proof, caps: Caps = CAPS) -> None:
    """Keep of a refused thing its SHA-256, its size and its verdict, where no byte of it may lie anywhere."""
    keep_beginning(work, b"", (hashlib.sha256(content).digest(), len(content)), refusal, proof, caps)


def keep_beginning(
    work: UnitOfWork, head: bytes, of: tuple[bytes, int], refusal: Refusal, proof: Proof, caps: Caps = CAPS
) -> bool:
    """Keep the beginning of a thing; tell whether it is kept now or was before.

    `of` is SHA-256 and size of all of it. What nobody enrolled has signed counts among the lines of its month; what is
    not kept is counted there.
    """
    if any(one.digest == of[0] for one in work.ledger.quarantine.find_all()):
        return True
    month = get_month(work, month_of(refusal.at))
    is_over = proof is Proof.NOTHING and month.lines >= caps.month_lines
    if is_over or not has_room_for_line(work, caps):
        QUARANTINE_MONTH.keep(work, replace(month, counted=month.counted + 1))
        return False
    _keep(work, head[: caps.head], refusal, of)
    if proof is Proof.NOTHING:
        QUARANTINE_MONTH.keep(work, replace(month, lines=month.lines + 1))
    return True


def count_unkept(work: UnitOfWork, at: int, count: int) -> None:
    """Count things of which nothing is kept, in their month."""
    if count:
        month = get_month(work, month_of(at))
        QUARANTINE_MONTH.keep(work, replace(month, counted=month.counted + count))


def prove_bundle(content: bytes, keys: Mapping[bytes, bytes], verify: Verifier) -> tuple[Proof, bytes | None]:
    """Return how much of a bundle one of these keys has signed, with the device of that key where it is all of it."""
    worth = bundle_worth(content, len(content), keys.get, verify, ())
    if not worth.mark:
        return Proof.NOTHING, None
    if worth.sifted is not Sifted.TAKE or not worth.is_whole(content):
        return Proof.HEADER, None
    return Proof.WHOLE, read_outer(content, None, None)[0].device


def month_of(at: int) -> str:
    """Return the name of the month, such as "2026-02", of a moment in milliseconds since 1970."""
    moment = datetime.fromtimestamp(at / 1000, UTC)
    return f"{moment.year:04}-{moment.month:02}"


def _keep(work: UnitOfWork, content: bytes, refusal: Refusal, of: tuple[bytes, int] | None) -> None:
    work.ledger.quarantine.keep(
        content,
        short_file_name(refusal.file),
        refusal.verdict,
        refusal.reason,
        refusal.device,
        refusal.at,
        of=of,
    )
