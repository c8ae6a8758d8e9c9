"""One thing that was refused is kept with its verdict: whole where an enrolled key signed it and there is room.

Promises that the same thing is kept once, and that what is not kept is counted. Many strays at one time, as on a stick,
are `keep_strays`'.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from tipdesk.domain.file_names import short_file_name
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.sync.bundle_worth import bundle_worth
from tipdesk.services.sync.quarantine_room import (
    CAPS,
    Caps,
    Proof,
    get_month,
    has_room_for_line,
    has_room_for_whole,
    keep_month,
)
from tipdesk.services.sync.worth import Sifted
from tipdesk.sync.bundle import read_outer
from tipdesk.sync.envelope import Verifier


@dataclass(frozen=True)
class Refusal:
    """What was refused, and why. `file`: its name as it is shown, or how it came; `at`: ms since 1970."""

    file: str
    verdict: str
    reason: str
    at: int
    device: bytes | None = None


def keep_refused(work: UnitOfWork, content: bytes, refusal: Refusal, proof: Proof, caps: Caps = CAPS) -> bool:
    """Keep it; tell whether all its bytes are kept."""
    if has_room_for_whole(work, len(content), refusal.device, proof, caps):
        _keep(work, content, refusal, None)
        return True
    of = (hashlib.sha256(content).digest(), len(content))
    proof = Proof.NOTHING if proof is Proof.HEADER else proof
    return keep_beginning(work, content, of, refusal, proof, caps) and len(content) <= caps.head


def keep_beginning(
    work: UnitOfWork, head: bytes, of: tuple[bytes, int], refusal: Refusal, proof: Proof, caps: Caps = CAPS
) -> bool:
    """Keep the beginning of a thing with SHA-256 and size of all of it; tell whether it is kept, or was before.

    What nobody enrolled signed counts among the lines of its month. What is not kept is counted there.
    """
    if any(one.digest == of[0] for one in work.ledger.quarantine.find_all()):
        return True
    month = get_month(work, month_of(refusal.at))
    is_over = proof is Proof.NOTHING and month.lines >= caps.month_lines
    if is_over or not has_room_for_line(work, caps):
        keep_month(work, replace(month, counted=month.counted + 1))
        return False
    _keep(work, head[: caps.head], refusal, of)
    if proof is Proof.NOTHING:
        keep_month(work, replace(month, lines=month.lines + 1))
    return True


def count_unkept(work: UnitOfWork, at: int, count: int) -> None:
    """Count things of which nothing is kept."""
    if count:
        month = get_month(work, month_of(at))
        keep_month(work, replace(month, counted=month.counted + count))


def prove_bundle(content: bytes, keys: Mapping[bytes, bytes], verify: Verifier) -> tuple[Proof, bytes | None]:
    """Return what of a bundle one of these keys has signed; and whose key it is, where that is the whole of it."""
    worth = bundle_worth(content, len(content), keys.get, verify, ())
    if not worth.mark:
        return Proof.NOTHING, None
    if worth.sifted is not Sifted.TAKE or not worth.is_whole(content):
        return Proof.HEADER, None
    return Proof.WHOLE, read_outer(content, None, None)[0].device


def month_of(at: int) -> str:
    """Return the name of the month of a moment in ms since 1970."""
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
