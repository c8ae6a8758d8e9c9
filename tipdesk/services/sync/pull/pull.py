"""A post asks headquarters for what waits and takes it in, until there is no more news.

It works the same by wire and by stick. On a stick, where anything may lie, each file is judged by its beginning first,
and of what nobody known here signed only as much is kept as there is room for. What each thing is, and whether it is
believed, is decided in `take_arrival`.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from tipdesk.domain.errors import Distrust
from tipdesk.services.desk import Reader
from tipdesk.services.from_headquarters import get_keyset, shows_keyset
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.quarantine.keep_strays import keep_strays
from tipdesk.services.sticks.read_before import keep_read_before
from tipdesk.services.sticks.sifting import UNSIGNED
from tipdesk.services.sticks.worth import Sift, take_all
from tipdesk.services.sync.carrier import Cancelled, Carrier, Step
from tipdesk.services.sync.pull.make_fetch import (
    MOST_NUMBER,
    OLD_FETCH,
    keep_fetch_number,
    leap_fetch_number,
    make_fetch,
    next_fetch_number,
)
from tipdesk.services.sync.pull.sift_arrivals import sift_arrivals
from tipdesk.services.sync.pull.take_arrival import Received, stray_received, take_arrival
from tipdesk.sync.document import KEYSET, Mark
from tipdesk.sync.envelope import is_kind


@dataclass
class Pulled:
    """What one pull brought.

    `unread` counts what else lay on a stick, by the reason why it was not read (`sticks/sifting`); None where nothing
    was sifted.
    """

    received: list[Received] = field(default_factory=list)
    unread: Mapping[str, int] | None = None


def pull(desk: LinkDesk, carrier: Carrier, step: Step, cancelled: Cancelled) -> Pulled:
    """Take in what waits, as long as there is news, and return what came.

    Where what came has changed the keys held here, or what is known of headquarters', it asks anew, because a stick
    must carry the new question. Raises Trouble when the carrier fails; what was taken in by then stays so.
    """
    pulled = Pulled()
    while True:
        with desk.work() as work:
            keep_fetch_number(work, number := next_fetch_number(desk, work))
            fetch, told = make_fetch(desk, work, number), _keys_told(work)
        try:
            found = carrier.collect(fetch, step, cancelled, _sift(desk, carrier))
        except Distrust as refusal:
            if refusal.code != OLD_FETCH or number >= MOST_NUMBER:
                raise
            with desk.work() as work:
                leap_fetch_number(work)
            continue
        found.sort(key=lambda content: is_kind(content, KEYSET))  # what else came is signed with the keys before
        ours = [(content, received) for content in found if (received := take_arrival(desk, content)) is not None]
        pulled.received += [received for _content, received in ours if received.is_news]
        carrier.taken([content for content, received in ours if received.may_leave])
        _keep_strays(desk, carrier, pulled)
        has_more = any(one.kind == "bundle" and one.verdict == "accepted" for _content, one in ours)
        with desk.read() as reader:
            is_told = told == _keys_told(reader)
        if is_told and (carrier.answers_later or not has_more):
            return pulled


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


def _keys_told(reader: Reader) -> tuple[Mark, bool]:
    return get_keyset(reader).mark, shows_keyset(reader)
