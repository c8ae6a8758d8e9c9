"""What comes to headquarters past a gate: applied, and a breach; or kept aside, where a role does not carry it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.arrived import arrive
from tests.services.countries import Country, a_country
from tests.services.documents import a_document
from tests.services.rooms import COORDINATOR, OWNER
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.new_case import new_case
from tipdesk.services.entries.note_touched import note_touched
from tipdesk.services.fields import change_of_new
from tipdesk.services.gates import find_breaches as finding
from tipdesk.services.gates.find_breaches import find_breached_cases, find_breaches, go_through
from tipdesk.services.gates.review_breach import review_breach
from tipdesk.services.headquarters.directory.rows import amend_directory_row, list_directory
from tipdesk.services.remembered.here import CASES_BREACHED, CASES_TOUCHED
from tipdesk.services.sealing.write_sealed import write_sealed

if TYPE_CHECKING:
    from tests.services.rooms import Room
    from tipdesk.domain.kinds import Value
    from tipdesk.services.desk import Desk


@pytest.fixture
def country() -> Country:
    """Headquarters and a post."""
    return a_country({"A": 1})


def begun(country: Country) -> bytes:
    """Return an open case of the post that headquarters has."""
    case = new_case(country.post.desk(), a_document(status="open")).id
    country.sync()
    return case


def put(country: Country, case: bytes, record: str, values: dict[str, Value]) -> int:
    """Write a row at the post with that program, send it, and return how many entries headquarters keeps aside."""
    with country.post.desk().work() as unit:
        write_sealed(country.post.desk(), unit, case, [change_of_new(BY_NAME[record], b"r" * 16, values)])
    country.sync()
    with country.office.desk().work() as work:
        return len(work.ledger.find_parked())


def give_roles(country: Country, *roles: str) -> None:
    """Let headquarters give the post's officer these roles."""
    desk, officer = country.office.desk(), country.post.desk().actor.officer
    [seen] = [row for row in list_directory(desk, BY_NAME["Officer"]) if row.id == officer]
    amend_directory_row(desk, seen, {"roles": list(roles)})


def waiting(desk: Desk) -> tuple[int, int]:
    """Return how many cases wait to be gone through, and how many had a breach."""
    with desk.read() as reader:
        return len(CASES_TOUCHED.get(reader)), len(CASES_BREACHED.get(reader))


def touch(desk: Desk, *cases: bytes) -> None:
    """Note these cases as the intake does."""
    with desk.work() as work:
        note_touched(work, cases)


def test_the_intake_notes_each_case_once(country: Country) -> None:
    """A bundle leaves the cases that it touched, however often, and nothing is judged on the way."""
    cases = [begun(country), begun(country)]
    with country.office.desk().read() as reader:
        assert sorted(CASES_TOUCHED.get(reader)) == sorted(cases)
    assert waiting(country.office.desk()) == (2, 0)


def test_what_came_past_a_gate_is_found_off_the_intake(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked, headquarters lists its breaches until they are reviewed with words; nothing is forgotten on the way."""
    arrive(room.desk(OWNER), room.case, status="open")
    arrive(room.desk(OWNER), room.case, status="closed")
    office = room.headquarters()
    desk = office.desk(COORDINATOR)
    assert find_breached_cases(desk) == []
    touch(desk, room.case, b"no case.........")
    [found] = find_breached_cases(desk)
    gates = {one.gate for one in found.breaches}
    assert (found.case, waiting(desk)) == (room.case, (0, 1))
    assert gates == {"closure-needs-reason", "closure-people-settled", "closure-approved"}
    assert {one.gate for one in find_breaches(desk, room.case)} == gates
    assert find_breaches(desk, b"no case.........") == ()
    assert find_breached_cases(office.desk(OWNER)) == [], "who may not review is told of none"
    for gate in sorted(gates):
        review_breach(desk, room.case, gate, is_upheld=False, words="Rung and talked over.")
    assert find_breached_cases(desk) == []
    assert waiting(desk) == (0, 0)
    touch(desk, room.case)
    monkeypatch.setattr(finding, "_breaches_of", lambda *_given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        go_through(desk)
    assert waiting(desk) == (0, 1)


def test_some_are_gone_through_at_a_time(room: Room) -> None:
    """Of many touched cases a call takes so many; what is left is told, and taken next."""
    desk = room.headquarters().desk(COORDINATOR)
    touch(desk, room.case, b"one.............", b"two.............")
    touch(desk, room.case)
    assert go_through(desk, most=2) == 1
    assert go_through(desk, most=2) == 0
    assert waiting(desk) == (0, 0)


def test_a_role_that_does_not_carry_it_is_kept_aside(country: Country) -> None:
    """A frontline officer calls nobody a suspect; once headquarters makes them an investigator, it is applied."""
    case = begun(country)
    give_roles(country, "frontline")
    with country.office.desk().read() as reader:
        person = reader.find_rows(BY_NAME["Person"], case=case)[0].id
    assert put(country, case, "CaseRole", {"person": person, "role": "suspect"}) == 1
    give_roles(country, "frontline", "investigator")
    country.sync()
    with country.office.desk().work() as work:
        assert work.ledger.find_parked() == []
