"""What lay on a stick and nobody enrolled signed: a line each for the first of them, and the rest only counted.

Strays on one stick cost no more than a few kilobytes and a hundredth of what they are, whatever is laid there. None of
them is read while the store is locked for writing, nor more of them than a stick gives in a minute. What is known from
an earlier visit is not told again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tipdesk.domain.file_names import short_file_name
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.quarantine.keep_refused import (
    CAPS,
    Caps,
    Proof,
    Refusal,
    cost_of_line,
    count_unkept,
    keep_beginning,
    keep_refused,
)
from tipdesk.services.sticks.sifting import UNSIGNED, Lying, Sieve
from tipdesk.sync.limits import MIB
from tipdesk.sync.trust import Verdict

READ_BYTES: Final = 512 * MIB
"""How many bytes of strays are read at one time to learn their SHA-256."""
_REFUSED: Final = Verdict.REFUSED.value


@dataclass(frozen=True)
class Strays:
    """What became of the strays of one visit.

    `new` are those kept from now on, `whole` those, new or known, of which every byte is kept, and `count` says how
    many lay there.
    """

    new: tuple[Lying, ...] = ()
    whole: tuple[Lying, ...] = ()
    count: int = 0


@dataclass(frozen=True)
class _Read:
    """A stray as it was read.

    It has its content where somebody enrolled signed its header and it is small, otherwise only its digest.
    """

    lying: Lying
    content: bytes | None
    digest: bytes | None


def keep_strays(desk: LinkDesk, sieves: Sequence[Sieve], caps: Caps = CAPS) -> Strays:
    """Keep what there is room for of the strays that these sieves held back, and count the rest."""
    every = [(one, sieve) for sieve in sieves for one in sieve.strays]
    more = sum(sieve.unread[UNSIGNED] for sieve in sieves)
    if not every:
        return Strays(count=more)
    with desk.work() as work:
        known = _known(work, [one for one, _sieve in every], caps)
    new = [(one, sieve) for one, sieve in every if one not in known]
    read = list(_read(new, sum(one.size for one, _sieve in every), caps))
    with desk.work() as work:
        kept = [one.lying for one in read if _keep(work, one, desk.clock.now_ms(), caps)]
        count_unkept(work, desk.clock.now_ms(), len(new) - len(read) + more)
    whole = [one for one in (*known, *kept) if one.size <= min(caps.head, len(one.head))]
    return Strays(tuple(kept), tuple(whole), len(every) + more)


def _known(work: UnitOfWork, every: Sequence[Lying], caps: Caps) -> list[Lying]:
    """Return those that are kept from an earlier visit, with the same name, size and beginning."""
    kept = {(one.file, one.size): one.id for one in work.ledger.quarantine.find_all()}
    known = []
    for one in every:
        number = kept.get((short_file_name(one.name), one.size))
        beginning = work.ledger.quarantine.get_content(number) if number is not None else None
        if beginning is not None and beginning[: caps.head] == one.head[: caps.head]:
            known.append(one)
    return known


def _read(new: Sequence[tuple[Lying, Sieve]], received: int, caps: Caps) -> Iterator[_Read]:
    """Yield the strays for which there may be room, each read as far as it may be kept."""
    room, signed, left = caps.spare + received // caps.share, caps.headers, READ_BYTES
    for one, sieve in new:
        left -= one.size
        if left < 0:
            return
        if one.worth.mark and one.size <= signed:
            signed -= one.size
            yield _Read(one, sieve.fetch(one.name), None)
            continue
        room -= cost_of_line(one.name, min(len(one.head), caps.head))
        if room < 0:
            return
        yield _Read(one, None, sieve.digest(one.name))


def _keep(work: UnitOfWork, read: _Read, now: int, caps: Caps) -> bool:
    """Keep one stray, and tell whether anything of it is kept."""
    one = read.lying
    refusal = Refusal(one.name, _REFUSED, one.worth.reason, now)
    if read.content is not None:
        keep_refused(work, read.content, refusal, Proof.HEADER, caps)
        return True
    if read.digest is None:
        count_unkept(work, now, 1)
        return False
    return keep_beginning(work, one.head, (read.digest, one.size), refusal, Proof.NOTHING, caps)
