"""The hand-overs that wait for the officer at the desk to answer them, and what goes with one of them.

A line names nobody and tells no story, so no audit row is written. What goes with the case, and why it is handed over,
is an audited look.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import is_done, live_values
from tipdesk.domain.rules.clocks.clock import Clock
from tipdesk.domain.rules.clocks.decisions import handover_owed
from tipdesk.domain.rules.clocks.due import measures_of
from tipdesk.services.case.find_case_lines import read_lines
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.directory.handovers import HANDOVER, find_open
from tipdesk.services.directory.names import Names, names_in
from tipdesk.services.directory.shares import post_in_charge
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.eyes import Eyes
from tipdesk.services.handover.answer_hand_over import is_giver, is_receiver
from tipdesk.services.headquarters.directory.registry import HEADQUARTERS_CODE
from tipdesk.services.look import CaseView, looking, read_view

_CASE, _DEVICE, _OFFICER, _POST = (BY_NAME[name] for name in ("Case", "Device", "Officer", "Post"))


@dataclass(frozen=True)
class HandoverLine:
    """One offer that waits for the officer: its row and case, which post has the case, and by when it is answered."""

    id: bytes
    case: bytes
    reference: str
    title: str
    post: bytes | None
    clock: Clock


def read_handovers(reader: Reader, desk: Desk) -> list[HandoverLine]:
    """Return what waits for the officer at a post, within a read that the caller has opened.

    Headquarters answers for a post only where it is asked to, so nothing waits for it here.
    """
    if desk.place.is_headquarters:
        return []
    waiting = [row for row in reader.find_rows(HANDOVER, where={"answer": None}) if row.case is not None]
    cases = list(dict.fromkeys(row.case for row in waiting if row.case is not None))
    known = {line.summary.id: line.summary for line in read_lines(reader, desk, cases)}
    return [
        HandoverLine(row.id, case.id, case.reference, case.title, post_in_charge(reader, case.id), clock)
        for row in waiting
        if (case := known.get(row.case or b"")) is not None
        for clock in _clock(reader, desk, row)
    ]


def _clock(reader: Reader, desk: Desk, handover: Row) -> Iterator[Clock]:
    """Yield the clock of an offer that the officer at the desk may answer."""
    case = reader.get_row(_CASE, handover.case or b"")
    seen = find_open(reader, handover.case or b"")
    if case is None or seen is None or seen.id != handover.id or not is_receiver(Eyes(reader, desk, case), handover):
        return
    view = freeze(reader, desk, case)
    yield from (one for one in handover_owed(view, measures_of(view)) if one.subject.id == handover.id)


@dataclass(frozen=True)
class Receiver:
    """An officer to whom a case could go, and the code of their post."""

    login: str
    name: str
    post: str


@dataclass(frozen=True)
class Goes:
    """What goes with a case to another post, and how its hand-over stands.

    `why` and `post` (the one that has it) are those of the offer that waits, as far as the officer may read them.
    `posts` are those to which it could go, by their codes.
    """

    people: int
    tasks: int
    files: int
    why: str
    post: str
    to_post: str
    posts: tuple[tuple[str, str], ...]
    officers: tuple[Receiver, ...]
    is_receiver: bool
    is_giver: bool


def see_hand_over(desk: Desk, case: bytes) -> Goes:
    """Return what goes with a case, as an audited look; raises the UserErrors of `look`."""
    with looking(desk, case) as eyes:
        view, names, reader = read_view(eyes), names_in(eyes.reader, desk), eyes.reader
        waiting = find_open(reader, case)
        own = next((row for row in view.of(HANDOVER.name) if waiting is not None and row.id == waiting.id), None)
        here = post_in_charge(reader, case)
        posts = _posts(reader, here)
        return Goes(
            people=len(view.of("Person")),
            tasks=_open_tasks(view),
            files=len(view.of("Attachment")),
            why=str(own["why"] or "") if own is not None else "",
            post=names.post(here) if here else "",
            to_post=names.post(own["to_post"]) if own is not None else "",
            posts=tuple((code, names.post(post)) for post, code in posts.items()),
            officers=tuple(_officers(reader, names, posts)),
            is_receiver=waiting is not None and is_receiver(eyes, waiting),
            is_giver=is_giver(eyes),
        )


@dataclass(frozen=True)
class Told:
    """One hand-over of a case, as its answers tell, with names in place of ids; None for what was not answered."""

    id: bytes
    post: str
    officer: str | None
    why: str | None
    asked_at: datetime | None
    answer: str | None
    answered_by: str | None
    answered_at: datetime | None
    answer_why: str | None


def find_handovers(desk: Desk, case: bytes) -> list[Told]:
    """Return the hand-overs of a case, the latest first, as an audited look; raises the UserErrors of `look`."""
    with looking(desk, case) as eyes:
        names = names_in(eyes.reader, desk)
        rows = [eyes.cut(row) for row in eyes.reader.find_rows(HANDOVER, case=case)]
    return [_told(row, names) for row in reversed(rows)]


def _told(row: Row, names: Names) -> Told:
    asked, answered = row["asked_at"], row["answered_at"]
    return Told(
        row.id,
        names.post(row["to_post"]),
        names.officer(row["to_officer"]) if row["to_officer"] is not None else None,
        _words(row["why"]),
        asked if isinstance(asked, datetime) else None,
        _words(row["answer"]),
        names.officer(row["answered_by"]) if row["answered_by"] is not None else None,
        answered if isinstance(answered, datetime) else None,
        _words(row["answer_why"]),
    )


def _words(value: Value) -> str | None:
    return value if isinstance(value, str) else None


def _open_tasks(view: CaseView) -> int:
    return sum(not is_done(live_values(task, "status")) for task in view.of("Task"))


def _posts(reader: Reader, here: bytes | None) -> dict[bytes, str]:
    """Return the codes of the posts that could get a case, by their ids: those with a PC that is not revoked."""
    with_pc = {row["post"] for row in reader.find_rows(_DEVICE) if row["revoked_from"] is None}
    rows = (row for row in reader.find_rows(_POST) if row.id in with_pc and row.id != here)
    found = {row.id: str(row["code"] or "") for row in rows if row["code"] != HEADQUARTERS_CODE}
    return dict(sorted(found.items(), key=lambda one: one[1].casefold()))


def _officers(reader: Reader, names: Names, posts: dict[bytes, str]) -> Iterator[Receiver]:
    rows = [row for row in reader.find_rows(_OFFICER) if row["disabled"] is not True and not row["same_as"]]
    for row in sorted(rows, key=lambda one: names.officer(one.id).casefold()):
        post = row["post"]
        if isinstance(post, bytes) and post in posts:
            yield Receiver(str(row["login"] or ""), names.officer(row.id), posts[post])
