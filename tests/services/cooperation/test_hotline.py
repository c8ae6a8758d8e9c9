"""A call of the hotline becomes a case in one go, and the register never holds what was said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_actor, make_desk, make_store
from tests.fakes.store import FakeStore, Held
from tipdesk.domain.errors import TipdeskError, Trouble, UserError
from tipdesk.domain.schema import Scope
from tipdesk.services.cooperation.note_called_back import note_called_back
from tipdesk.services.cooperation.open_case_of_call import CALL, Caller, open_case_of_call
from tipdesk.services.look import look
from tipdesk.services.registers.reading import pick_register_row
from tipdesk.services.registers.writing import add_row, delete_row

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row
    from tipdesk.services.desk import Desk

TOLD = Caller("Invented: locked in at night.", number="+1 758 555 0199", name="Invented Caller", under_18="unsure")


@dataclass
class FullStore(FakeStore):
    """A store whose disk is full once it holds so many entries."""

    most: int = 99

    def hold(self, held: Held) -> None:
        """Hold an entry, or fail as on a full disk."""
        if len(self.held) >= self.most:
            raise Trouble("disk-full", "The disk is full.")
        super().hold(held)


@pytest.fixture
def empty() -> FakeStore:
    """A post's store in which nothing was written yet."""
    return make_store()


def a_call(desk: Desk, **given: object) -> Row:
    """Return a call that was just noted."""
    told = {"about": "possible_trafficking", "outcome": "call_back", "call_back_due": "2026-11-26T10:00-04:00", **given}
    row = add_row(desk, CALL, told).row
    assert row is not None
    return pick_register_row(desk, CALL, row)


def words_in(store: FakeStore, scope: Scope) -> str:
    """Return all that the entries of one scope say."""
    return " ".join(repr(held.entry) for held in store.held if held.entry.head.scope is scope)


def test_a_call_becomes_a_case_and_the_register_keeps_nothing_of_what_was_said(empty: FakeStore) -> None:
    """The report has words, channel and danger; who called is a sealed source; the call names the case."""
    desk = make_desk(empty)
    call = a_call(desk, danger="yes", at="2026-11-17T09:30-04:00")
    saved = open_case_of_call(desk, call.id, TOLD)
    view = look(desk, saved.case)
    [report], [source] = view.of("Report"), view.of("Source")
    assert report.id == saved.report
    assert [report[name] for name in ("channel", "danger_now", "under_18", "own_words")] == [
        "hotline",
        "yes",
        "unsure",
        TOLD.words,
    ]
    assert report["received_at"] == call["at"]
    assert report["caller_anonymous"] is True
    assert report["sent_at"] is not None
    assert (source["kind"], bool(source["code_name"])) == ("caller", True)
    assert not view.of("Person")
    now = pick_register_row(desk, CALL, call.id)
    assert (now["case"], now["outcome"]) == (saved.case, "case_opened")
    assert {"HotlineCall", "Case", "Report"} <= saved.changed.kinds
    said = words_in(empty, Scope.REGISTER)
    assert said
    assert not any(part in said for part in (TOLD.words, "0199", TOLD.name, saved.reference))


def test_a_caller_who_may_be_named_is_a_person_and_a_bad_number_is_kept_as_typed(empty: FakeStore) -> None:
    """No answer of a caller is refused: the number that cannot be read stands in the report, with a task to ask."""
    desk = make_desk(empty)
    caller = replace(TOLD, may_be_named=True, number="five five five")
    view = look(desk, open_case_of_call(desk, a_call(desk, danger="no").id, caller).case)
    [person], [role], [report], [_task] = (view.of(name) for name in ("Person", "CaseRole", "Report", "Task"))
    assert (person["family_name"], role["role"], role["person"]) == (TOLD.name, "reporter", person.id)
    assert "five five five" in str(report["as_typed"])
    assert (report["caller_anonymous"], report["sent_at"]) == (None, None)
    assert not view.of("Source")


@pytest.mark.parametrize("more", [0, 1])
def test_nothing_is_half_saved_where_either_write_fails(more: int) -> None:
    """A disk that is full at the case or at the call leaves neither, and the same can be tried again."""
    held = make_store()
    store = FullStore(held.place, held.clock, held.codes, held.ids)
    desk = make_desk(store)
    call = a_call(desk)
    before = len(store.held)
    store.most = before + more
    with pytest.raises(Trouble):
        open_case_of_call(desk, call.id, TOLD)
    assert len(store.held) == before
    assert pick_register_row(desk, CALL, call.id)["case"] is None
    store.most = before + 2
    assert open_case_of_call(desk, call.id, TOLD).reference


@pytest.mark.parametrize(
    ("told", "code"),
    [(replace(TOLD, words=" \n"), "no-words"), (TOLD, "has-case"), (TOLD, "no-such-row"), (TOLD, "not-allowed")],
)
def test_what_no_case_can_be_opened_from_is_refused_with_its_sentence(
    empty: FakeStore, told: Caller, code: str
) -> None:
    """No words, a second case, a call in the trash, somebody who writes no calls: each its code, nothing saved."""
    desk = make_desk(empty)
    call = a_call(desk)
    if code == "has-case":
        open_case_of_call(desk, call.id, TOLD)
    if code == "no-such-row":
        delete_row(desk, call)
    tried = make_desk(empty, make_actor("officer2", frozenset({"investigator"}))) if code == "not-allowed" else desk
    before = len(empty.held)
    with pytest.raises(TipdeskError) as refusal:
        open_case_of_call(tried, call.id, told)
    assert refusal.value.code == code
    assert len(empty.held) == before


def test_a_caller_is_rung_back_once(empty: FakeStore) -> None:
    """One key writes the time; a second one is refused and changes nothing."""
    desk = make_desk(empty)
    call = a_call(desk)
    note_called_back(desk, call)
    now = pick_register_row(desk, CALL, call.id)
    assert now["called_back_at"] is not None
    with pytest.raises(UserError) as refusal:
        note_called_back(desk, now)
    assert refusal.value.code == "called-back"
