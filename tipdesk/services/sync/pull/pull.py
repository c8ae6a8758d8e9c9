"""A post asks headquarters for what waits and takes it in, until there is no more news.

It works the same by wire and by stick. On a stick, where anything may lie, each file is judged by its beginning first,
and of what nobody known here signed only as much is kept as there is room for. What each thing is, and whether it is
believed, is decided in `take_arrival`.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from tipdesk.domain.errors import Distrust
from tipdesk.services.desk import Reader
from tipdesk.services.from_headquarters import get_keyset, shows_keyset
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.quarantine.keep_strays import keep_strays
from tipdesk.services.sticks.read_before import keep_read_before
from tipdesk.services.sticks.sifting import UNSIGNED
from tipdesk.services.sticks.worth import Sift, take_all
from tipdesk.services.sync.carrier import Cancelled, Carrier, Step
from tipdesk.services.sync.files.say_files import say_files
from tipdesk.services.sync.pull.make_fetch import (
    MOST_NUMBER,
    OLD_FETCH,
    keep_fetch_number,
    leap_fetch_number,
    make_fetch,
    next_fetch_number,
)
from tipdesk.services.sync.pull.received import BUNDLE, FILE, PART, Received
from tipdesk.services.sync.pull.sift_arrivals import sift_arrivals
from tipdesk.services.sync.pull.take_arrival import stray_received, take_arrival
from tipdesk.sync.document import KEYSET, Mark
from tipdesk.sync.envelope import is_kind
from tipdesk.sync.wants import Files

_MORE: Final = frozenset({BUNDLE, PART, FILE})
"""The kinds of what came behind which more may wait."""


@dataclass
class Pulled:
    """What one pull brought.

    `unread` counts what else lay on a stick, by the reason why it was not read (`sticks/sifting`); None where nothing
    was sifted.
    """

    received: list[Received] = field(default_factory=list)
    unread: Mapping[str, int] | None = None


def pull(desk: LinkDesk, carrier: Carrier, step: Step, cancelled: Cancelled, *, parts: int = 0) -> Pulled:
    """Take in what waits, as long as there is news, and return what came.

    `parts` is how many parts of files may come in one answer, 0 for none. Where what came has changed the keys held
    here, what is known of headquarters', or which files are lacking, it asks anew, because a stick must carry the new
    question. Raises Trouble when the carrier fails; what was taken in by then stays so.
    """
    pulled = Pulled()
    while True:
        with desk.work() as work:
            keep_fetch_number(work, number := next_fetch_number(desk, work))
            files = say_files(desk, work, parts)
            fetch, told = make_fetch(desk, work, number, files), _told(work, files)
        try:
            has_more = _take_all(desk, carrier, carrier.collect(fetch, step, cancelled, _sift(desk, carrier)), pulled)
        except Distrust as refusal:
            if refusal.code != OLD_FETCH or number >= MOST_NUMBER:
                raise
            with desk.work() as work:
                leap_fetch_number(work)
            continue
        _keep_strays(desk, carrier, pulled)
        with desk.work() as work:
            is_told = told == _told(work, say_files(desk, work, parts))
        if is_told and (carrier.answers_later or not has_more):
            return pulled


def _take_all(desk: LinkDesk, carrier: Carrier, found: Iterator[bytes], pulled: Pulled) -> bool:
    """Take in what comes, one thing after the other, and tell whether more may wait behind it."""
    has_more, keysets = False, list[bytes]()
    for content in found:
        if is_kind(content, KEYSET):
            keysets.append(content)  # what else came is signed with the keys before
        else:
            has_more |= _take(desk, carrier, content, pulled)
    for content in keysets:
        _take(desk, carrier, content, pulled)
    return has_more


def _take(desk: LinkDesk, carrier: Carrier, content: bytes, pulled: Pulled) -> bool:
    received = take_arrival(desk, content)
    if received is None:
        return False
    if received.is_news:
        pulled.received.append(received)
    if received.may_leave:
        carrier.taken([content])
    return received.verdict == "accepted" and received.kind in _MORE


def _sift(desk: LinkDesk, carrier: Carrier) -> Sift:
    if not carrier.answers_later:
        return take_all  # nobody but headquarters answers
    with desk.work() as work:
        return sift_arrivals(desk, work)


def _keep_strays(desk: LinkDesk, carrier: Carrier, pulled: Pulled) -> None:
    """Keep what there is room for of what nobody known here signed, report it once, and report what was not read."""
    sieves = carrier.sieves()
    if not sieves:
        return
    strays = keep_strays(desk, sieves)
    pulled.received += [stray_received(one) for one in strays.new]
    carrier.taken([one.head for one in strays.whole])
    unread = sum((one.unread for one in sieves), Counter[str]())
    unread[UNSIGNED] = strays.count - len(strays.new)
    pulled.unread = {reason: count for reason, count in unread.items() if count}
    with desk.work() as work:
        keep_read_before(work, sieves)


def _told(reader: Reader, files: Files) -> tuple[Mark, bool, Collection[bytes]]:
    """Return what a question on a stick must have right: the keys, and which files are lacking."""
    return get_keyset(reader).mark, shows_keyset(reader), {one.content for one in files.lacking}
