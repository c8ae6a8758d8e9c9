"""How much of what was refused is kept: for evidence of an enrolled key much, for what a stranger left next to nothing.

Of what no enrolled key signed only SHA-256, size, name and beginning are kept, at most `month_lines` such lines a month
and no more of them at a time than a hundredth of what came: the rest is counted. Of what an enrolled key did sign the
whole is kept, for each device and in all up to a limit; beyond that it is treated as the other. A signed header before
bytes that nobody signed is worth little: one found bundle makes any number of them. Whoever empties the quarantine
makes room.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.sync.codec import decode_plain, encode_plain
from tipdesk.sync.limits import LIMITS, MIB

_MONTH: Final = "quarantine-month"
_LINE: Final = 128
"""Bytes that a line costs beside the beginning and the name of the thing."""


class Proof(Enum):
    """What of a refused thing an enrolled key has signed."""

    WHOLE = "whole"
    HEADER = "header"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Caps:
    """Limits of the quarantine; bytes where nothing else is said.

    `head`: of the beginning that is kept of a stray; `spare`, `share`: lines of strays at one time may cost `spare` and
    one byte for each `share` that came. `whole`, `device_whole`, `headers`: of things kept whole in all, of one device,
    and of those of which an enrolled key signed the header alone. `lines`: of whole things, and of beginnings.
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


@dataclass(frozen=True)
class Month:
    """What strangers' things were kept and only counted in one month ("2026-02" by this PC's clock)."""

    name: str
    lines: int = 0
    counted: int = 0


def get_month(reader: Reader, name: str) -> Month:
    """Return the month of this name, of which nothing is known where another was the last."""
    content = reader.get_setting(_MONTH)
    if content is None:
        return Month(name)
    kept, lines, counted = decode_plain(content)
    return Month(name, int(lines), int(counted)) if kept == name else Month(name)


def keep_month(work: UnitOfWork, month: Month) -> None:
    """Keep it, in place of the month before."""
    work.put_setting(_MONTH, encode_plain((month.name, month.lines, month.counted)))


def has_room_for_whole(work: UnitOfWork, size: int, device: bytes | None, proof: Proof, caps: Caps) -> bool:
    """Tell whether a thing of this size is kept whole."""
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
    """Tell whether one more beginning is kept."""
    shares = work.ledger.quarantine.find_shares()
    return sum(one.lines for one in shares if not one.is_evidence) < caps.lines


def cost_of_line(file: str, head: int) -> int:
    """Return about how many bytes a line costs whose beginning has so many."""
    return _LINE + len(file.encode()) + head
