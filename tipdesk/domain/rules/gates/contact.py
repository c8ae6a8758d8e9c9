"""The gates of reaching a person: only in a way that is safe, and never whom they do not want to be reached by.

A call tells what has happened: it is always saved, and stands past its gate at once. Of a number it counts what was
known when it was rung, but whoever else uses it counts whenever that is found out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from enum import IntEnum

from tipdesk.domain.kinds import Value
from tipdesk.domain.moments import SAINT_LUCIA
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.lengths import day_of
from tipdesk.domain.rules.closing import uncorrected
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.gate import Deed, Failed, Gate, Guard, Need, Past, Way
from tipdesk.domain.rules.gates.moments import SINCE, answers_at, happened_ms, is_until, taken_ms
from tipdesk.domain.rules.gates.predicates import told
from tipdesk.domain.rules.gates.victims import is_kept_apart, is_protected_for_good
from tipdesk.domain.texts import _

_CAME_IN: frozenset[Value] = frozenset({"received", "missed"})
_FREE: frozenset[Value] = frozenset({"in_person"})
_SPOKEN: frozenset[Value] = frozenset({"telephone", "video_call"})
_FIELDS = {"email": ("email",), "message": ("number", "account"), "telephone": ("number",), "video_call": ("number",)}
_SAFE: frozenset[Value] = frozenset({"safe", "safe_at_times"})
_UNWATCHED: frozenset[Value] = frozenset({"no", "not_applicable"})
_LETTER, _THROUGH = "letter", "through_person"
_HOURS = re.compile(r"(\d{1,2})(?:[:.]([0-5]\d))? ?(?:-|\u2013|to) ?(\d{1,2})(?:[:.]([0-5]\d))?")
_OLD_ANSWERS = {"yes": "safe", "no": "not_safe"}


class Safety(IntEnum):
    """Whether a way to reach a person may be used; UNSURE where that is not known."""

    UNSAFE = 0
    UNSURE = 1
    SAFE = 2


def find_called(view: FrozenCase, call: Row) -> bytes | None:
    """Return the person whom a contact was made to, None where it was to somebody else about them, or came from them.

    A call to an agency, to a duty or to a number of the directory is about a person, and not to them, unless it names
    the way by which they were reached.
    """
    person, point = call["of_person"], point_of(view, call)
    is_theirs = point is not None and person in (None, point["person"])
    person = point["person"] if point is not None and is_theirs else person
    is_other = call["agency"] is not None or call["duty"] is not None or _is_of_directory(view, call["number"])
    return person if isinstance(person, bytes) and is_made(call) and (is_theirs or not is_other) else None


def point_of(view: FrozenCase, call: Row) -> Row | None:
    """Return the way to reach somebody that a contact names, None where it names none that is known here."""
    named = call["contact_point"]
    return view.get_row("ContactPoint", named) if isinstance(named, bytes) else None


def numbers_rung(view: FrozenCase, call: Row) -> frozenset[Value]:
    """Return every number by which a contact was made: the one that was noted, and those of the way that it names."""
    point = point_of(view, call)
    of_point = live_values(point, "number") if point is not None else frozenset[Value]()
    return (of_point | {call["number"]}) - {None}


def is_made(call: Row) -> bool:
    """Tell whether a contact was made by us, or may have been; only one that came in was not."""
    return call["direction"] not in _CAME_IN


def called_ms(view: FrozenCase, call: Row, deed: Deed | None) -> int:
    """Return when a contact was made: as it tells, which may be some hours before it is noted."""
    told_ms = happened_ms(call, "at")
    return taken_ms(view, call, deed, (), "at") if told_ms is None else told_ms


def _is_of_directory(view: FrozenCase, number: Value) -> bool:
    if number is None:
        return False
    return any(row["phone"] == number for name in ("DutyNumber", "Agency") for row in view.directory(name))


def safety_of(view: FrozenCase, call: Row, person: bytes, at_ms: int) -> Safety:
    """Return whether a way in which a person was reached was safe then."""
    way, number, named = call["way"], call["number"], point_of(view, call)
    if named is not None:
        of_named = _of_point(view, named, at_ms)
        of_whom = Safety.SAFE if named["person"] == person else Safety.UNSURE
        is_of_it = number is None or number in live_values(named, "number")
        return min(of_named, of_whom, Safety.SAFE if is_of_it else _of_number(view, person, number, at_ms))
    if way == _LETTER:
        return _best(_of_address(view, row, at_ms) for row in view.of("Address") if row["person"] == person)
    if number is not None:
        return _of_number(view, person, number, at_ms)
    mine = _points_of(view, person)
    if way == _THROUGH:
        fitting = [row for row in mine if row["kind"] == _THROUGH]
    else:
        fitting = [row for row in mine if any(row[name] is not None for name in _FIELDS.get(str(way), ()))]
    found = {_of_point(view, row, at_ms) for row in fitting}
    return next(iter(found)) if len(found) == 1 else Safety.UNSURE


def is_reached_safely(view: FrozenCase, person: bytes, at_ms: int) -> bool:
    """Tell whether there is some way to reach a person that was safe at a time."""
    return any(_of_point(view, point, at_ms) is Safety.SAFE for point in _points_of(view, person))


def _points_of(view: FrozenCase, person: bytes) -> list[Row]:
    return [row for row in view.of("ContactPoint") if row["person"] == person]


def _of_number(view: FrozenCase, person: bytes, number: Value, at_ms: int) -> Safety:
    fitting = [row for row in _points_of(view, person) if number in live_values(row, "number")]
    return _best(_of_point(view, row, at_ms) for row in fitting) if fitting else _told_earlier(view, person, number)


def _best(found: Iterable[Safety]) -> Safety:
    """Return the least safe of what is said of one number or place; nothing said is not known."""
    return min(found, default=Safety.UNSURE)


def _of_point(view: FrozenCase, point: Row, at_ms: int) -> Safety:
    return _as_then(view, point, ("safe", "tracked"), at_ms)


def _of_address(view: FrozenCase, address: Row, at_ms: int) -> Safety:
    return _as_then(view, address, ("safe",), at_ms)


def _as_then(view: FrozenCase, row: Row, names: tuple[str, ...], at_ms: int) -> Safety:
    """Return whether a number or a place was safe at a time: as is said now, or as was said then."""
    if not is_until(row, "ended", day_of(at_ms), if_empty=True):
        return Safety.UNSAFE
    times = told(row, "times") if "times" in row.record.by_name else frozenset()
    now = _of_answers([told(row, name) for name in names], times, at_ms)
    if now is Safety.SAFE:
        return now
    return max(now, _of_answers([answers_at(view, row, name, at_ms) for name in names], times, at_ms))


def _of_answers(answers: Sequence[Iterable[Value]], times: Iterable[Value], at_ms: int) -> Safety:
    """Return what the answers to `safe`, and to `tracked` where there is one, come to."""
    said, watched = set(answers[0]), {one for more in answers[1:] for one in more}
    if not said.isdisjoint({"not_safe", "tracked"}) or "yes" in watched:
        return Safety.UNSAFE
    if not said or not said <= _SAFE or not watched <= _UNWATCHED:
        return Safety.UNSURE
    return _within(times, at_ms) if "safe_at_times" in said else Safety.SAFE


def _within(times: Iterable[Value], at_ms: int) -> Safety:
    """Return whether a time lies within the hours that are said, past midnight too; more than hours is for people."""
    said = [one for one in times if isinstance(one, str)]
    ranges = [_HOURS.fullmatch(part.strip()) for one in said for part in re.split(r"[,;]", one)]
    if not ranges or not all(ranges):
        return Safety.UNSURE
    at = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(SAINT_LUCIA)
    minute = at.hour * 60 + at.minute
    spans = [[int(part or 0) for part in one.groups()] for one in ranges if one is not None]
    hours = ((first * 60 + minutes, last * 60 + until) for first, minutes, last, until in spans)
    is_within = any(
        begins <= minute <= ends if begins <= ends else minute >= begins or minute <= ends for begins, ends in hours
    )
    return Safety.SAFE if is_within else Safety.UNSAFE


def _told_earlier(view: FrozenCase, person: bytes, number: Value) -> Safety:
    """Return what was told of a number while a person had but one, in fields of their own."""
    row = view.get_row("Person", person)
    if row is None or number not in live_values(row, "phone"):
        return Safety.UNSURE
    return _of_answers([{_OLD_ANSWERS.get(str(one)) for one in told(row, "phone_safe")} - {None}], (), 0)


def users_of(view: FrozenCase, call: Row) -> frozenset[Value]:
    """Return whose the number, or the way, is by which a contact was made."""
    numbers, point = numbers_rung(view, call), point_of(view, call)
    users = {row["person"] for row in view.of("ContactPoint") if not numbers.isdisjoint(live_values(row, "number"))}
    users |= {row.id for row in view.of("Person") if not numbers.isdisjoint(live_values(row, "phone"))}
    return frozenset(users | ({point["person"]} if point is not None else set()))


def _is_of_somebody_apart(view: FrozenCase, call: Row, person: bytes) -> bool:
    """Tell whether somebody who is kept apart from a person uses what they were reached by."""
    users = users_of(view, call)
    return any(isinstance(one, bytes) and one != person and is_kept_apart(view, one) for one in users)


def _safe_contact(view: FrozenCase, call: Row, deed: Deed | None) -> Failed | None:
    person = find_called(view, call)
    if person is None or call["way"] in _FREE or not is_protected_for_good(view, person):
        return None
    ways, safety = frozenset({Way.REVIEW}), Safety.UNSAFE
    if _is_of_somebody_apart(view, call, person):
        said = _(
            "Somebody who must be kept apart from this person uses this "
            "number. Go to the person, or reach them another way."
        )
    else:
        safety = safety_of(view, call, person, called_ms(view, call, deed))
        said = _("This way to reach the person is not safe. Use one that is noted as safe, or go to them.")
    if safety is Safety.SAFE or (safety is Safety.UNSURE and deed is None and _has_reason(view, call)):
        return None
    if safety is Safety.UNSURE:
        ways |= {Way.REASON}
        said = _("Nobody noted whether this way is safe for the person. Ask and note it, or say why you used it.")
    need = Need("ContactPoint", ("kind", "number", "safe"), None, person)
    fields = ("number",) if call["way"] in _SPOKEN else ("way",)
    return Failed(SAFE_CONTACT.id, "Call", call.id, said, (need,), fields=fields, ways=ways, has_happened=True)


def _has_reason(view: FrozenCase, call: Row) -> bool:
    return any(one.reason for one in view.story(call.id))


def calls_that_stand(view: FrozenCase, _gate: Gate) -> Iterator[Row]:
    """Yield the contacts that were made and were not corrected since."""
    yield from (call for call in uncorrected(view.of("Call")) if is_made(call))


SAFE_CONTACT = Gate(
    "safe-contact",
    _("Reach a person only in a safe way"),
    (Guard("Call"),),
    _safe_contact,
    past=(Past(Way.REVIEW, grounds=frozenset({"danger"})), Past(Way.REASON)),
    source="ours",
    guarded=calls_that_stand,
    since_schema=SINCE,
)
