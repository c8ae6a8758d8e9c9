"""Conflicts: who is told of them, what settling one writes, and the names that dots and times have in documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.rooms import CARER, COLLEAGUE, OWNER, SUPERVISOR, Room
from tipdesk.domain.changes import Change, Deletion, Dot
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import DELETED, Scope
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.dots import dot_text, moment_text, parse_dot
from tipdesk.services.case.find_conflicts import ConflictSpot, find_conflicts, show_conflict
from tipdesk.services.case.settle_conflict import settle_conflict
from tipdesk.services.look import look
from tipdesk.services.results import Changed

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row

CASE, PERSON, NOTE, EXCLUSION = (BY_NAME[name] for name in ("Case", "Person", "Note", "Exclusion"))
LOG = bytes(range(16))


def write(room: Room, change: Change, case: bytes | None = None) -> int:
    """Write one entry a minute later, as another PC may have; return when."""
    room.store.clock.pass_minutes(1)
    with room.store.work(OWNER) as unit:
        return unit.append(Scope.CASE, case or room.case, [change]).head.at


def dispute(room: Room, row: Row, name: str, *wires: str) -> int:
    """Write values of a field whose authors saw nothing of each other; return when the last was written."""
    field = row.record.by_name[name].number
    seen = {field: row.replaced_by_write(field)}
    return max(write(room, Change(row.record.number, row.id, {field: wire}, seen)) for wire in wires)


def delete_unseen(room: Room, row: Row) -> int:
    """Delete a row as somebody who has seen none of it; return when."""
    return write(room, Change(row.record.number, row.id, {DELETED: Deletion(frozenset())}))


def refusal_of(
    room: Room, field: str, *, keep: Dot | None = None, value: object = None, record: str = "Person"
) -> UserError:
    """Settle a conflict of the one row of a record, which must be refused with nothing written; return the refusal."""
    [row] = room.rows(record)
    before = len(room.store.entries_of(Scope.CASE))
    with pytest.raises(UserError) as caught:
        settle_conflict(room.desk(OWNER), row, field, keep=keep, value=value)
    assert len(room.store.entries_of(Scope.CASE)) == before
    return caught.value


def test_conflicts_are_told_latest_first(room: Room) -> None:
    """Each with its place, its fields by name and the time of its latest answer, and with nothing that was answered."""
    desk = room.desk(OWNER)
    [person], [note] = room.rows("Person"), room.rows("Note")
    assert find_conflicts(desk) == []
    dispute(room, person, "sex", "male", "unknown")
    late = dispute(room, person, "occupation", "Cook", "Guard")
    assert find_conflicts(desk) == [
        ConflictSpot(room.case, person.id, PERSON, room.reference, "Heron maple 42", ("occupation", "sex"), late)
    ]
    dispute(room, note, "text", "Asked for water.", "Asked for a call home.")
    other = add_record(desk, room.case, NOTE, {"text": "Sat in the yard."}).row
    assert other is not None
    assert [spot.row for spot in find_conflicts(desk)] == [note.id, person.id]
    [second] = [row for row in room.rows("Note") if row.id == other]
    room.store.clock.pass_minutes(-2)
    dispute(room, second, "text", "Sat down.", "Sat in the shade.")
    assert [spot.row for spot in find_conflicts(desk)] == [*sorted([note.id, other]), person.id]


def test_conflicts_are_told_to_those_who_may_settle_them(room: Room) -> None:
    """Nobody else learns of one, of a deletion neither; of a case whose own row is not held here nothing is told."""
    [person] = room.rows("Person")
    delete_unseen(room, person)
    for row in (b"row-of-a-strange", b"row-of-a-strange"):
        write(room, Change(PERSON.number, row, {3: f"Roe {room.store.clock.at_ms}"}), b"case-not-held-he")
    assert [(spot.row, spot.fields) for spot in find_conflicts(room.desk(OWNER))] == [(person.id, ("deleted",))]
    assert find_conflicts(room.desk(CARER)) == []
    dispute(room, person, "family_name", "Roe", "Poe")
    assert [spot.fields for spot in find_conflicts(room.desk(OWNER))] == [("deleted", "family_name")]
    assert [spot.fields for spot in find_conflicts(room.desk(COLLEAGUE))] == [("deleted",)]


def test_a_case_without_title_is_told_without_one(room: Room) -> None:
    """Where the reference or the title has not arrived, none is shown."""
    case = b"case-without-any"
    for status in ("open", "closed"):
        write(room, Change(CASE.number, case, {5: status}), case)
    [spot] = find_conflicts(room.desk(OWNER))
    assert (spot.case, spot.row, spot.reference, spot.title, spot.fields) == (case, case, "", "", ("status",))


def test_a_conflict_is_shown_as_an_audited_look(room: Room) -> None:
    """All answers of the row, to whoever may see the case, and to nobody unseen; a row that is gone is none."""
    [person] = room.rows("Person")
    dispute(room, person, "occupation", "Cook", "Guard")
    [spot] = find_conflicts(room.desk(OWNER))
    assert ("view", "allowed") not in room.looks()
    shown = show_conflict(room.desk(OWNER), spot)
    assert shown is not None
    assert [one.value for one in shown.siblings["occupation"]] == ["Cook", "Guard"]
    assert room.looks()[-1][0] == "view"
    with pytest.raises(UserError) as caught:
        show_conflict(room.desk(CARER), spot)
    assert caught.value.code in {"not-allowed", "no-such-case"}
    gone = ConflictSpot(room.case, b"row-of-a-strange", PERSON, "", "", (), 0)
    assert show_conflict(room.desk(OWNER), gone) is None


def test_settling_says_what_it_touched(room: Room) -> None:
    """The value of one answer, or another one, replaces all that its author saw."""
    [person] = room.rows("Person")
    dispute(room, person, "occupation", "Cook", "Guard")
    [person] = room.rows("Person")
    keep = person.siblings["occupation"][0].dot
    done = settle_conflict(room.desk(OWNER), person, "occupation", keep=keep, value="Driver")
    assert done == Changed.of("Person", room.case, person.id, room.store.held[-1].entry.dot)
    assert (room.rows("Person")[0]["occupation"], find_conflicts(room.desk(OWNER))) == ("Cook", [])


def test_a_value_that_is_not_among_the_answers_is_not_kept(room: Room) -> None:
    """A dot that names none of them is refused, that of another field too."""
    [person] = room.rows("Person")
    dispute(room, person, "occupation", "Cook", "Guard")
    assert refusal_of(room, "occupation", keep=Dot(LOG, 1)).code == "no-such-value"
    assert refusal_of(room, "occupation", keep=person.dots[3][0]).code == "no-such-value"


def test_a_deletion_is_settled_by_a_word(room: Room) -> None:
    """The mark is *deleted* or *kept*; anything else is refused by name."""
    [person] = room.rows("Person")
    delete_unseen(room, person)
    for value in (None, "gone", True):
        refused = refusal_of(room, "deleted", value=value)
        assert (refused.code, [problem.path for problem in refused.fields]) == ("bad-fields", ["Person.deleted"])
    settle_conflict(room.desk(OWNER), room.rows("Person")[0], "deleted", value="kept")
    [person] = room.rows("Person")
    assert (person.deleted, person.siblings) == (False, {})


def test_what_an_officer_may_not_write_they_do_not_settle(room: Room) -> None:
    """Neither an answer that is masked for them nor one that headquarters gives; both are refused by name."""
    [case] = room.rows("Case")
    dispute(room, case, "register_no", "2026/1", "2026/2")
    refused = refusal_of(room, "register_no", value="2026/3", record="Case")
    assert (refused.code, [problem.path for problem in refused.fields]) == ("bad-fields", ["Case.register_no"])
    [person] = room.rows("Person")
    dispute(room, person, "family_name", "Roe", "Poe")
    cut = look(room.desk(COLLEAGUE), room.case).of("Person")[0]
    with pytest.raises(UserError) as caught:
        settle_conflict(room.desk(COLLEAGUE), cut, "family_name", value="Doe")
    assert [problem.path for problem in caught.value.fields] == ["Person.family_name"]


def test_who_may_see_a_case_is_settled_by_whoever_may_review_it(room: Room) -> None:
    """An exclusion in dispute is decided by neither the officer in charge nor one it names."""
    row = b"an exclusion row"[:16]
    officer, kind = (EXCLUSION.by_name[name].number for name in ("officer", "kind"))
    write(room, Change(EXCLUSION.number, row, {officer: COLLEAGUE.officer, kind: "named"}))
    [held] = room.rows("Exclusion")
    dispute(room, held, "kind", "named", "interest")
    [disputed] = room.rows("Exclusion")
    assert (refusal_of(room, "kind", value="interest", record="Exclusion").code, find_conflicts(room.desk(OWNER))) == (
        "not-allowed",
        [],
    )
    supervisor = room.desk(SUPERVISOR)
    assert [spot.row for spot in find_conflicts(supervisor)] == [row]
    settle_conflict(supervisor, disputed, "kind", keep=disputed.siblings["kind"][0].dot)
    assert not room.rows("Exclusion")[0].siblings


def test_a_required_answer_is_not_settled_away(room: Room) -> None:
    """An answer that every row of its kind must have cannot be emptied by settling either."""
    [role] = room.rows("CaseRole")
    dispute(room, role, "role", "witness", "suspect")
    refused = refusal_of(room, "role", value=None, record="CaseRole")
    assert (refused.code, [problem.path for problem in refused.fields]) == ("bad-fields", ["CaseRole.role"])


@pytest.mark.parametrize("seq", [1, 2, 42, 2**63 - 1])
def test_a_dot_is_named_and_read_again(seq: int) -> None:
    """The log in hexadecimal digits, a colon and the place in it; blanks around it do no harm."""
    dot = Dot(LOG, seq)
    assert dot_text(dot) == f"000102030405060708090a0b0c0d0e0f:{seq}"
    assert parse_dot(f" {dot_text(dot)}\n") == dot


@pytest.mark.parametrize(
    "text",
    [
        "", ":", "1", f"{LOG.hex()}", f"{LOG.hex()}:", f"{LOG.hex()}:0", f"{LOG.hex()}:-1", f"{LOG.hex()}:x",
        f"{LOG[1:].hex()}:1", f"{LOG.hex()}00:1", "z" * 32 + ":1", f"{LOG.hex()}:1:2", "x" * 100,
    ],
)  # fmt: skip
def test_a_text_that_names_no_dot(text: str) -> None:
    """It is refused and told again, its first sixty characters at most."""
    with pytest.raises(UserError) as caught:
        parse_dot(text)
    assert (caught.value.code, caught.value.values) == ("bad-dot", {"text": text[:60]})


@pytest.mark.parametrize(
    ("at_ms", "text"),
    [
        (0, "1970-01-01T00:00:00Z"),
        (999, "1970-01-01T00:00:00Z"),
        (1_000, "1970-01-01T00:00:01Z"),
        (1_795_000_000_123, "2026-11-18T11:06:40Z"),
        (-1, "1970-01-01T00:00:00Z"),
        (-(2**63), "1970-01-01T00:00:00Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59Z"),
        (253_402_300_800_000, "9999-12-31T23:59:59Z"),
        (2**63 - 1, "9999-12-31T23:59:59Z"),
    ],
)
def test_a_time_is_told_in_utc(at_ms: int, text: str) -> None:
    """To the second, whatever clock wrote it: one that was wrong beyond the calendar is shown at its ends."""
    assert moment_text(at_ms) == text
