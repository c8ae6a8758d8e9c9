"""A case whose share with this post has ended is forgotten here, once headquarters has all that this PC wrote in it.

The down-log says which; then it waits until every entry of the case written here was receipted, and every file taken in
here was said to be whole there. What is forgotten is then said in the own log, by which headquarters knows it. A case
that is shared again before that is not forgotten at all.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from tipdesk.domain.schema import Scope
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.files.let_go import let_go
from tipdesk.services.from_headquarters import received_up_to
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.redaction import redaction_of
from tipdesk.services.remembered.here import (
    CASES_BREACHED,
    CASES_TOUCHED,
    LISTED_OPEN,
    LOWER_COUNTS,
    SEEN_SHEETS,
    TAG_RANGE,
)
from tipdesk.services.remembered.link import EARLIER_LOGS, FILE_TOLD, FORGETTING
from tipdesk.services.remembered.shapes import Pending
from tipdesk.services.sync.files.queue import find_waiting
from tipdesk.sync.bundle import FORGET
from tipdesk.sync.codec import decode_head, decode_raw_body
from tipdesk.sync.limits import BUNDLE_AIM
from tipdesk.sync.trust import Proved

FORGOTTEN: Final = "forgotten"
_AN_ENTRY = 200
"""How many redactions one entry holds at most."""


def note_forgets(work: UnitOfWork, proved: Iterable[Proved]) -> None:
    """Note which cases are to be forgotten by what came down, and which are not after all, each in its turn."""
    before = FORGETTING.get(work)
    waiting = {one.case: one for one in before}
    for one in proved:
        case = one.head.case
        if case is None:
            continue
        if one.item.kind == FORGET:
            waiting[case] = Pending(case, one.log, one.head.seq)
        else:
            waiting.pop(case, None)
    if before != (after := list(waiting.values())):
        FORGETTING.keep(work, after)


def forget_shared(desk: LinkDesk) -> int:
    """Forget the cases that may go now, and return how many they were."""
    with desk.work() as work:
        waiting = FORGETTING.get(work)
        if not waiting:
            return 0
        needed = {*_cases_unreceived(desk, work), *(one.line.case for one in find_waiting(desk, work))}
        going = [one for one in waiting if one.case not in needed]
        for one in going:
            _forget(desk, work, one)
        FORGETTING.keep(work, [one for one in waiting if one.case in needed])
    if going:
        let_go(desk)
    return len(going)


def _cases_unreceived(desk: LinkDesk, work: UnitOfWork) -> Iterator[bytes]:
    """Yield the cases in which something was written here that headquarters has not receipted."""
    starts = [(one.log, one.received) for one in EARLIER_LOGS.get(work)]
    for log, received in (*starts, (desk.place.log, received_up_to(work))):
        after = received
        while stretch := work.ledger.read(log, after, BUNDLE_AIM):
            after = stretch[-1].seq
            yield from (case for one in stretch if (case := decode_head(one.head).case) is not None)


def _forget(desk: LinkDesk, work: UnitOfWork, pending: Pending) -> None:
    case = pending.case
    for line in work.ledger.find_files(case):
        FILE_TOLD.of(line.content_id).forget(work)
    gone = work.ledger.forget(case)
    SEEN_SHEETS.forget(work)  # a digest of a row tells whoever guesses what it said
    TAG_RANGE.of(case).forget(work)
    for remembered in (CASES_TOUCHED, CASES_BREACHED, LISTED_OPEN):
        remembered.keep(work, [one for one in remembered.get(work) if one != case])
    rows = {row for one in gone for _record, row, *_rest in (decode_raw_body(one.body)[1] if one.body else ())}
    LOWER_COUNTS.keep(work, [row for row in LOWER_COUNTS.get(work) if row not in rows])
    said = [(one.log, one.seq) for one in gone] or [(pending.log, pending.seq)]
    for first in range(0, len(said), _AN_ENTRY):
        several = said[first : first + _AN_ENTRY]
        work.append(Scope.REGISTER, None, [redaction_of(desk, log, seq, FORGOTTEN) for log, seq in several])
