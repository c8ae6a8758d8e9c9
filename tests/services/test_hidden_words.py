"""Words that hide something: refused wherever an officer types them, kept and marked where nobody can be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_desk, make_store
from tests.services.rooms import CARER, COORDINATOR, OWNER, SUPERVISOR, Room
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.access.declare_interest import declare_interest
from tipdesk.services.access.exclude_officer import exclude_officer
from tipdesk.services.access.serve_case import serve_case
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.delete_record import delete_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.case.set_fields import set_fields
from tipdesk.services.fields import change_of_row
from tipdesk.services.headquarters.directory.add_post import add_post
from tipdesk.services.headquarters.directory.registry import OFFICER
from tipdesk.services.headquarters.directory.writing import change_of
from tipdesk.services.locked.report import KeptReport, read_given
from tipdesk.services.locked.take_report import take_report
from tipdesk.services.look import look

if TYPE_CHECKING:
    from collections.abc import Callable

    from tipdesk.domain.kinds import Value

HIDDEN = "Somebody hides\u202e here"
PERSON, NOTE = BY_NAME["Person"], BY_NAME["Note"]


DEEDS: dict[str, Callable[[Room], object]] = {
    "a new case": lambda room: new_case(room.desk(OWNER), {"case": {"title": HIDDEN}}),
    "a record": lambda room: add_record(room.desk(OWNER), room.case, NOTE, {"text": HIDDEN}),
    "a change": lambda room: amend_record(
        room.desk(OWNER), look(room.desk(OWNER), room.case).of("Person")[0], {"given_names": HIDDEN}
    ),
    "a line of the command": lambda room: set_fields(
        room.desk(OWNER), room.reference, "Case", None, [f"summary={HIDDEN}"]
    ),
    "a reason": lambda room: delete_record(room.desk(OWNER), look(room.desk(OWNER), room.case).of("Person")[0], HIDDEN),
    "a reason to look": lambda room: look(room.desk(OWNER), room.case, reason=HIDDEN),
    "a reason to exclude": lambda room: exclude_officer(room.desk(SUPERVISOR), room.case, CARER.officer, HIDDEN),
    "a reason to serve": lambda room: serve_case(room.desk(SUPERVISOR), room.case, CARER.officer, "case", HIDDEN),
    "whom somebody knows": lambda room: declare_interest(
        room.desk(SUPERVISOR), room.case, knows_somebody=True, words=HIDDEN
    ),
    "an author without login": lambda _room: read_given({"author": HIDDEN}, 0, 0),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_a_deed_with_hidden_words_is_refused(room: Room, deed: Callable[[Room], object]) -> None:
    """Nothing is written, and the sentence names the character and repeats nothing that was typed."""
    look(room.desk(OWNER), room.case)
    before = len(room.store.entries_of(Scope.CASE))
    with pytest.raises(UserError) as caught:
        deed(room)
    told = [caught.value.text(), *(problem.text() for problem in caught.value.fields)]
    assert any("U+202E" in one for one in told)
    assert not any("Somebody" in one for one in told)
    assert len(room.store.entries_of(Scope.CASE)) == before


def test_headquarters_gives_no_such_names() -> None:
    """No post and no officer gets a name or a login that hides something."""
    desk = make_desk(make_store(is_headquarters=True), COORDINATOR)
    for code, name in (("VFT", HIDDEN), ("V\u200bT", "Vieux Fort")):
        with pytest.raises(UserError) as caught:
            add_post(desk, code, name)
        assert caught.value.code == "bad-fields"
    with pytest.raises(UserError) as caught:
        change_of(OFFICER, b"o" * 16, {"login": "mary\u200d"})
    assert "U+200D" in caught.value.fields[0].text()


def test_what_a_log_holds_is_applied_and_can_be_worked_on(room: Room) -> None:
    """A value that would be refused today is there, whole; another answer of the row is changed, and so is it."""
    desk = room.desk(OWNER)
    seen = look(desk, room.case).of("Person")[0]
    hostile: dict[str, Value] = {"given_names": HIDDEN, "other_names": frozenset({HIDDEN, "b"})}
    change = change_of_row(seen, hostile)
    assert change is not None
    with desk.work() as unit:
        unit.append(Scope.CASE, room.case, [change])
    seen = look(desk, room.case).of("Person")[0]
    assert {name: seen[name] for name in hostile} == hostile
    amend_record(desk, seen, {"sex": "female"})
    seen = look(desk, room.case).of("Person")[0]
    assert (seen["sex"], seen["given_names"]) == ("female", HIDDEN)
    amend_record(desk, seen, {"given_names": "Ann"})
    assert look(desk, room.case).of("Person")[0]["given_names"] == "Ann"


def test_no_report_is_lost_for_what_it_hides(room: Room) -> None:
    """With login and without: what hides something stands with marks, as typed, and every other answer as given."""
    desk = room.desk(OWNER)
    answers = {"own_words": HIDDEN, "danger_now": "yes", "travel": "BW\x1b434", "no_such": HIDDEN}
    taken = take_report(desk, b"d" * 32, KeptReport("Joan\x9b", 0, 0, answers))
    assert taken is not None
    for case in (taken.case, record_worry(desk, answers).case):
        [report] = look(desk, case).of("Report")
        assert report["as_typed"] == {
            "own_words: Somebody hides‹U+202E› here", "travel: BW‹U+001B›434", "no_such: Somebody hides‹U+202E› here",
        }  # fmt: skip
        assert report["danger_now"] == "yes"
    assert look(desk, taken.case).of("Report")[0]["author_claimed"] == "Joan‹U+009B›"
