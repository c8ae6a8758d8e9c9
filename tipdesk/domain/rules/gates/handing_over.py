"""The gate of a hand-over: a case goes to another post when that post has accepted it, with its work and its people.

Whoever is in charge is of the post in charge, or of headquarters. A victim is told where there is a way to reach them
that is safe. Without the other post's answer a case is taken over on headquarters' word alone, and only in danger; what
else is missing may be passed in danger. What came in past the gate leaves the case where it was.
"""

from collections.abc import Iterator

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import is_done, live_values
from tipdesk.domain.rules.clocks.clock import moment_ms
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.contact import is_reached_safely
from tipdesk.domain.rules.gates.gate import Basis, Deed, Failed, Gate, Guard, Need, Past, Way
from tipdesk.domain.rules.gates.moments import written_ms
from tipdesk.domain.rules.gates.protected import find_told
from tipdesk.domain.rules.gates.victims import is_victim
from tipdesk.domain.rules.handing_over import ADVANCE, is_accepted, is_open
from tipdesk.domain.texts import Counted, _, counted

SINCE = 9
"""The version of the declarations with which hand-overs came."""
TOLD = "handover"
"""The kind (code list `information_kind`) by which a person was told that another post has their case."""
_HANDS_OVER = frozenset({"supervisor", "coordinator"})
_HEADQUARTERS = "HQ"
_ASK = Need("CaseHandover", ("to_post", "why"))
_TASKS = counted(
    "{count} open task is still given to somebody of another post: give it again.",
    "{count} open tasks are still given to people of another post: give them again.",
)
_PEOPLE = counted(
    "{count} person who can be reached safely was not told that another post has the case: tell them, and note it.",
    "{count} people who can be reached safely were not told that another post has the case: tell them, and note it.",
)


def _handed(view: FrozenCase, case: Row, deed: Deed | None) -> Failed | None:
    if posts := live_values(case, "post") - {None, _in_charge(view)}:
        said = _("The other post has not accepted the case. Hand it over, and wait for the answer.")
        return _failed(case, said, (_ASK,), ways=_on_word_of_headquarters(view, posts))
    if posts := frozenset(_posts_of_owners(view, case, deed)):
        said = _("This officer is at another post: hand the case over to that post first.")
        return _failed(case, said, (_ASK,), fields=("owner",), ways=_on_word_of_headquarters(view, posts))
    moved = _accepted_ms(view, case, deed)
    if moved is None:
        return None
    return _receiver(view, case) or _tasks(view, case, moved) or _people(view, case, moved)


def _read_post(view: FrozenCase) -> bytes | None:
    return view.read_post()


def _in_charge(view: FrozenCase) -> bytes | None:
    return view.once(_read_post)


def _on_word_of_headquarters(view: FrozenCase, posts: frozenset[Value]) -> frozenset[Way] | None:
    """Return the ways past the gate while a post has not answered: none unless headquarters gave its word for it."""
    worded = {row["to_post"] for row in view.of("CaseHandover") if is_open(row) and row["grant"] not in (None, ADVANCE)}
    return None if posts <= worded else frozenset()


def _posts_of_owners(view: FrozenCase, case: Row, deed: Deed | None) -> Iterator[Value]:
    """Yield the other posts at which somebody in charge was when they were named; who moved there since, was not."""
    is_named = deed is None or any("owner" in one.fields for one in deed.wrote if one.row == case.id)
    at_ms = view.now_ms if deed is not None else written_ms(view, case, "owner")
    for owner in live_values(case, "owner") if is_named else ():
        yield from _elsewhere(view, owner, at_ms)


def _elsewhere(view: FrozenCase, officer: Value, at_ms: int) -> Iterator[Value]:
    """Yield the post at which an officer was by then, where that is neither the one in charge nor headquarters."""
    held = next((row for row in view.directory("Officer") if row.id == officer), None)
    post = held["post"] if held is not None else None
    if held is None or None in (post, here := _in_charge(view)) or post == here or _is_office(view, post):
        return
    if written_ms(view, held, "post") <= at_ms:
        yield post


def _is_office(view: FrozenCase, post: Value) -> bool:
    return any(row.id == post and row["code"] == _HEADQUARTERS for row in view.directory("Post"))


def _accepted_ms(view: FrozenCase, case: Row, deed: Deed | None) -> int | None:
    """Return when the case came to the post in charge by a hand-over; None where this deed does not bring it there."""
    if deed is not None:
        is_moved = any("post" in one.fields for one in deed.wrote if one.row == case.id)
        return view.now_ms if is_moved else None
    found = (row for row in view.of("CaseHandover") if is_accepted(row) and row["to_post"] == _in_charge(view))
    return max((moment_ms(row["answered_at"]) or 0 for row in found), default=None)


def _receiver(view: FrozenCase, case: Row) -> Failed | None:
    shut = {who for row in view.of("Exclusion") if isinstance(who := row["officer"], bytes)}
    owners = (one for one in live_values(case, "owner") if isinstance(one, bytes))
    if all(view.same_person(one).isdisjoint(shut) for one in owners):
        return None
    said = _("The officer who is to be in charge is kept from the case. Name another one.")
    return _failed(case, said, (Need("Case", ("owner",), case.id),), fields=("owner",), ways=frozenset())


def _tasks(view: FrozenCase, case: Row, moved_ms: int) -> Failed | None:
    left = [row for row in view.of("Task") if _is_left_behind(view, row, moved_ms)]
    needs = tuple(Need("Task", ("assigned_to",), row.id) for row in left)
    return _failed(case, _TASKS, needs) if left else None


def _is_left_behind(view: FrozenCase, task: Row, moved_ms: int) -> bool:
    """Tell whether an open task was given before the case came here, to somebody who was elsewhere then."""
    if is_done(live_values(task, "status")) or written_ms(view, task, "assigned_to") > moved_ms:
        return False
    guests = {row["with_post"] for row in view.of("CaseShare") if row["ended"] is None}
    given = live_values(task, "assigned_to") - {None}
    return any(post not in guests for one in given for post in _elsewhere(view, one, moved_ms))


def _people(view: FrozenCase, case: Row, moved_ms: int) -> Failed | None:
    left = list(_untold(view, moved_ms))
    needs = tuple(
        Need("InformationGiven", ("kind", "how", "language", "understood"), person=person.id) for person in left
    )
    return _failed(case, _PEOPLE, needs) if left else None


def _untold(view: FrozenCase, moved_ms: int) -> Iterator[Row]:
    """Yield the victims who were in the case by then, can be reached safely and were not told."""
    for person in view.of("Person"):
        is_there = written_ms(view, person) <= moved_ms
        is_reached = is_there and is_victim(view, person.id) and is_reached_safely(view, person.id, moved_ms)
        if is_reached and find_told(view, person.id, TOLD) is None:
            yield person


def _failed(
    case: Row,
    said: str | Counted,
    needs: tuple[Need, ...],
    *,
    fields: tuple[str, ...] = (),
    ways: frozenset[Way] | None = None,
) -> Failed:
    if isinstance(said, Counted):
        count = len(needs)
        return Failed(HANDED.id, "Case", case.id, said.of(count), needs, (("count", count),), fields, ways)
    return Failed(HANDED.id, "Case", case.id, said, needs, fields=fields, ways=ways)


HANDED = Gate(
    "handover-accepted",
    _("A case goes to another post when that post accepts it"),
    (Guard("Case", frozenset({"post", "owner"})),),
    _handed,
    who=_HANDS_OVER,
    past=(Past(Way.REVIEW, grounds=frozenset({"danger"})),),
    basis=Basis.PRACTICE,
    source="sync.md 8; Primero",
    since_schema=SINCE,
)
