"""The gates of reaching a person: in a way that is safe, and never whom they are kept from."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from tests.domain.rules.clocked import DAY, HOUR, NOON, NOON_MS, a_case, a_row, day
from tests.domain.rules.gates_frozen import ME, STAFF, approval, with_approval
from tests.domain.rules.moving import (
    AGENCY,
    ANN,
    BOB,
    NUMBER,
    ROLE,
    a_deed,
    a_moving_case,
    agency,
    call,
    consent,
    failed,
    fails,
    transfer,
    within,
)
from tipdesk.domain.changes import Dot
from tipdesk.domain.rows import Happening
from tipdesk.domain.rules.gates.gate import Way
from tipdesk.domain.rules.gates.passing import Override, pass_gates
from tipdesk.domain.rules.gates.victims import is_kept_apart

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value
    from tipdesk.domain.rows import Row

REVIEW, EITHER = frozenset({Way.REVIEW}), frozenset({Way.REVIEW, Way.REASON})
SUSPECT = a_row("CaseRole", "suspect", person=BOB.id, role="suspect")
UNSPOKEN = a_row("CaseRole", "role", person=ANN.id, role="not_yet_spoken_to")
NOT_ONE = a_row("CaseRole", "role", person=ANN.id, role="witness")
IN_WRITING: dict[str, Any] = {"way": "letter", "number": None}


def point(name: str = "point", /, **values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return a number that is noted as safe."""
    return a_row(
        "ContactPoint", name, **{"person": ANN.id, "kind": "mobile", "number": NUMBER, "safe": "safe", **values}
    )


HIS = point("his", person=BOB.id)
HIS_ACCOUNT = point("his", person=BOB.id, number=None, account="bob")
HOME = a_row("Address", "home", person=ANN.id, safe="safe")


@pytest.mark.parametrize(
    ("row", "rows", "ways"),
    [
        (call(), (point(),), None),
        (call(), (), EITHER),
        (call(), (point(safe="not_safe"),), REVIEW),
        (call(), (point(safe="tracked"),), REVIEW),
        (call(), (point(tracked="yes"),), REVIEW),
        (call(), (point(tracked="unsure"),), EITHER),
        (call(), (point(safe=None),), EITHER),
        (call(), (point(safe="unknown"),), EITHER),
        (call(), (point(tracked="not_asked"),), EITHER),
        (call(), (point(tracked="no"),), None),
        (call(), (point(safe="safe_at_times", times="21-12:30"),), None),
        (call(), (point(safe="safe_at_times", times="21-6"),), REVIEW),
        (call(), (point(safe="safe_at_times", times="9-13"),), None),
        (call(), (point(safe="safe_at_times", times="8 to 10, 11:30 - 12:15"),), None),
        (call(), (point(safe="safe_at_times", times="8-10; 14-16"),), REVIEW),
        (call(), (point(safe="safe_at_times", times="mornings, 9-13"),), EITHER),
        (call(), (point(safe="safe_at_times"),), EITHER),
        (call(), (point(ended=day("2026-11-26")),), REVIEW),
        (call(), (point(ended=day("2026-11-27")),), None),
        (call(), (point(), point("other", safe="not_safe")), REVIEW),
        (call(), (point(number="+17585550199"),), EITHER),
        (call(), (point(), HIS, SUSPECT), REVIEW),
        (call(), (point(), HIS), None),
        (call(way="in_person"), (), None),
        (call(direction="received"), (), None),
        (call(direction=None), (), EITHER),
        (call(agency=AGENCY.id), (AGENCY,), None),
        (call(duty="medical"), (), None),
        (call(), (agency(phone=NUMBER),), None),
        (call(of_person=None), (), None),
        (call(of_person=BOB.id), (), None),
        (call(number=None), (point(),), None),
        (call(number=None), (point(safe="not_safe"),), REVIEW),
        (call(number=None), (point(), point("other", safe="not_safe")), EITHER),
        (call(number=None, contact_point=point().id), (point(),), None),
        (call(number=None, contact_point=point().id), (point(), point("other", safe="not_safe")), None),
        (call(contact_point=point().id), (point(number=None, email="a@example.org"),), EITHER),
        (call(number=None, contact_point=point().id), (point(safe="not_safe"),), REVIEW),
        (call(number=None, contact_point=point().id), (point(), HIS, SUSPECT), REVIEW),
        (call(number=None, of_person=None, contact_point=point().id), (point(safe="not_safe"),), REVIEW),
        (call(agency=AGENCY.id, contact_point=point().id), (point(safe="not_safe"), AGENCY), REVIEW),
        (call(number=None, contact_point=HIS.id), (point(), HIS), EITHER),
        (call(number=None, contact_point=HIS.id), (HIS_ACCOUNT, SUSPECT), REVIEW),
        (call(number=None, contact_point=b"gone"), (), EITHER),
        (call(way="email", number=None), (point(),), EITHER),
        (call(way="email", number=None), (point(number=None, email="a@example.org"),), None),
        (call(way="message", number=None), (point(number=None, account="ann"),), None),
        (call(way="through_person", number=None), (point(kind="through_person", number=None),), None),
        (call(**IN_WRITING), (HOME,), None),
        (call(**IN_WRITING), (), EITHER),
        (call(**IN_WRITING), (a_row("Address", "home", person=ANN.id, safe="not_safe"),), REVIEW),
    ],
)  # fmt: skip
def test_a_person_is_reached_in_a_safe_way(row: Row, rows: tuple[Row, ...], ways: frozenset[Way] | None) -> None:
    """Safe by every answer, at its hours, watched by nobody and used by nobody who is kept apart; else it is told."""
    found = failed("safe-contact", a_moving_case(row, *rows), row)
    assert (found.ways if found is not None else None) == ways
    assert found is None or (found.has_happened and found.needs[0].person == ANN.id)


@pytest.mark.parametrize(("role", "is_guarded"), [(ROLE, True), (UNSPOKEN, True), (NOT_ONE, False)])
def test_who_is_reached_with_care(role: Row, *, is_guarded: bool) -> None:
    """Victims, also whom nobody has spoken to yet, and whoever was one at any time."""
    assert fails("safe-contact", a_case(ANN, role, call()), call()) is is_guarded
    ended = replace(role, values={**role.values, "role_to": day("2026-01-01")})
    assert fails("safe-contact", a_case(ANN, ended, call()), call()) is (is_guarded and role is not UNSPOKEN)


def wrote(at: int, before: Value, after_it: Value, *, row: Row, field: str = "safe", reason: str = "") -> Happening:
    """Return one write of a row's field."""
    return Happening(Dot(b"log", at // HOUR), at, -240, ME, b"d", None, row.record, 55, row.id, field,
                     (before,) if before else (), after_it, reason or None)  # fmt: skip


def test_a_number_counts_as_it_was_known_when_it_was_rung() -> None:
    """One that turns unsafe later was safe then; one that was found to be safe later mends what was rung before."""
    first, then = wrote(NOON_MS - DAY, None, "safe", row=point()), wrote(NOON_MS + DAY, "safe", "not_safe", row=point())
    number = point().record.by_name["safe"].number
    for safe, standing, holds in (("not_safe", then, True), ("not_safe", first, False), ("safe", then, True)):
        row = replace(point(safe=safe), dots={number: (standing.dot,)})
        story = {row.id: (then, first)}
        told = replace(a_moving_case(call(), row, now=NOON_MS + 2 * DAY), read_stories=partial(dict, story))
        assert fails("safe-contact", told, call()) is not holds


def test_a_reason_counts_where_it_is_not_known_and_nowhere_else() -> None:
    """With why it was rung, an unknown number is no breach; one that is known to be unsafe stays one."""
    noted = wrote(NOON_MS, None, NOON, row=call(), field="at", reason="She asked me to.")
    for rows, holds in (((), True), ((point(safe="not_safe"),), False)):
        view = replace(a_moving_case(call(), *rows), read_stories=lambda: {call().id: (noted,)})
        assert fails("safe-contact", view, call()) is not holds


def test_what_was_done_is_saved_and_a_way_that_is_not_open_is_refused() -> None:
    """A call is never stopped, save where somebody asks to go past its gate in a way that is not open."""
    view = a_moving_case(call(), point(safe="not_safe"))
    deed = a_deed(call(), "of_person", "at", roles=frozenset({"frontline"}), is_new=True)
    found = failed("safe-contact", view, call(), deed)
    assert found is not None
    for override, stops, passes in (
        (None, False, False),
        (Override(frozenset({"safe-contact"}), "She asked me to."), True, False),
        (Override(frozenset({"safe-contact"}), "She asked me to.", "danger"), False, True),
    ):
        passed = pass_gates(view, deed, [found], override)
        assert (bool(passed.stopping), bool(passed.passed)) == (stops, passes)
        assert bool(passed.warning) is not (stops or passes)


def ban(**values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return whom the person is kept from."""
    told: dict[str, Any] = {"person": ANN.id, "not_person": BOB.id, "what": frozenset({"telephone"})}
    return a_row("NoContact", "ban", **{**told, "asked_by": "person", "began": day("2026-11-01"), **values})


TO_HIM = call(of_person=BOB.id, number=None)
ANY = {"what": frozenset({"being_told"})}
WORDS = {"not_person": None, "not_words": "Pat Sample"}
TO_AGENCY = {"of_person": None, "number": None, "agency": AGENCY.id}
BY_AGENCY = {"not_person": None, "not_agency": AGENCY.id}


@pytest.mark.parametrize(
    ("row", "rows", "holds"),
    [
        (TO_HIM, (), True),
        (TO_HIM, (ban(),), False),
        (TO_HIM, (ban(what=frozenset({"visit"})),), True),
        (call(of_person=BOB.id, number=None, way="in_person"), (ban(what=frozenset({"visit"})),), False),
        (call(of_person=BOB.id, number=None, way="email"), (ban(what=frozenset({"message"})),), False),
        (call(of_person=BOB.id, number=None, way=None), (ban(),), False),
        (TO_HIM, (ban(**ANY),), True),
        (call(of_person=BOB.id, number=None, told="She is well."), (ban(**ANY),), False),
        (call(of_person=BOB.id, number=None, told="She is well."), (ban(what=frozenset({"visit"})),), True),
        (call(of_person=BOB.id, number=None, direction="received"), (ban(),), True),
        (TO_HIM, (ban(ended=day("2026-11-26")),), True),
        (TO_HIM, (ban(began=day("2026-11-28")),), True),
        (TO_HIM, (ban(began=None),), False),
        (call(of_person=None), (ban(), HIS), False),
        (call(of_person=None, number="+17585550199"), (ban(), HIS), True),
        (call(of_person=None, number=None, contact_point=HIS.id), (ban(), HIS), False),
        (call(of_person=None, number=None, contact_point=HIS.id), (ban(), HIS_ACCOUNT), False),
        (call(of_person=None, number=None, contact_point=point().id), (ban(), point()), True),
        (call(of_person=None, whom="Mr Sample, Pat"), (ban(**WORDS),), False),
        (call(of_person=None, whom="Pat"), (ban(**WORDS),), True),
        (call(of_person=None, whom="Bob Example"), (ban(),), False),
        (call(**TO_AGENCY), (ban(**BY_AGENCY), AGENCY), False),
        (call(**{**TO_AGENCY, "of_person": BOB.id}), (ban(**BY_AGENCY), AGENCY), True),
        (call(**TO_AGENCY), (ban(not_person=None, not_country="GY"), agency(country="GY")), False),
        (transfer(), (ban(**BY_AGENCY, **ANY), AGENCY, within(), consent()), False),
        (transfer(), (ban(**BY_AGENCY, what=frozenset({"visit"})), AGENCY, within(), consent()), True),
        (transfer(status="draft", sent_at=None), (ban(**BY_AGENCY, **ANY), AGENCY, within()), True),
    ],
)
def test_nobody_is_reached_whom_a_person_is_kept_from(row: Row, rows: tuple[Row, ...], *, holds: bool) -> None:
    """By person, number, words, agency or State, while it runs, in the ways that were named."""
    found = failed("no-contact-kept", a_moving_case(row, *rows), row)
    assert (found is None) is holds
    assert found is None or found.has_happened is (row.record.name == "Call")


def test_a_visit_to_a_safe_place_is_no_visit_of_whom_they_are_kept_from() -> None:
    """Whoever visits is known by the words of their name."""
    stay = a_row("ShelterStay", "stay", person=ANN.id)
    visit = a_row("ShelterEvent", "visit", stay=stay.id, kind="visit", who="Bob Example", at=NOON)
    banned = ban(what=frozenset({"visit"}))
    assert fails("no-contact-kept", a_moving_case(stay, visit, banned), visit)
    assert not fails("no-contact-kept", a_moving_case(stay, visit, ban()), visit)
    other = replace(visit, values={**visit.values, "kind": "incident"})
    assert not fails("no-contact-kept", a_moving_case(stay, other, banned), other)


@pytest.mark.parametrize("source", ["person", "guardian", "officer", "court_order", "bail_condition"])
def test_a_supervisor_agrees_but_never_against_a_court(source: str) -> None:
    """An approval lets a contact stand; where a court or bail forbids it, only a new order does."""
    view = a_moving_case(TO_HIM, ban(asked_by=source), *STAFF)
    one = approval("no-contact-kept", TO_HIM, view)
    whole = a_moving_case(TO_HIM, ban(asked_by=source), *STAFF, one)
    whole = replace(whole, read_stories=with_approval(view, one).read_stories)
    is_court = source in {"court_order", "bail_condition"}
    assert fails("no-contact-kept", whole, TO_HIM) is is_court
    found = failed("no-contact-kept", view, TO_HIM)
    assert found is not None
    assert found.needs[0].record == ("NoContact" if is_court else "Approval")


def test_whom_a_victim_is_kept_from_stands_beside_nobody() -> None:
    """A live row of NoContact keeps a person apart as a suspect is, also from whom nobody has spoken to yet."""
    assert is_kept_apart(a_moving_case(ban()), BOB.id)
    assert is_kept_apart(a_case(ANN, BOB, UNSPOKEN, ban()), BOB.id)
    assert not is_kept_apart(a_case(ANN, BOB, NOT_ONE, ban()), BOB.id)
    assert not is_kept_apart(a_moving_case(ban(ended=day("2026-11-20"))), BOB.id)
    assert not is_kept_apart(a_moving_case(), BOB.id)
