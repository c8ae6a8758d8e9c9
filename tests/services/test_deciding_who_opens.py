"""Who may decide who opens a case, whom they can name, and what is told of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.services.arrived import ALONE
from tests.services.offices import NOTE, OFFICERS, PERSON, TASK, Office, holders, made_case, raw
from tests.services.refusals import refusal
from tipdesk.adapters.keys.ring import OfficerKeyRing
from tipdesk.adapters.keys.vault import OfficerKeys
from tipdesk.domain.changes import Change
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import Scope
from tipdesk.domain.values import Sealed
from tipdesk.services.case import restrict_case as raising
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.delete_record import delete_record
from tipdesk.services.case.holders import find_holders, find_person, let_open, stop_opening
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.restrict_case import restrict_case
from tipdesk.services.fields import change_of_new
from tipdesk.services.keys.cases.key_grants import CASE_KEY
from tipdesk.services.look import look
from tipdesk.services.sealing.share_case_keys import share_case_keys
from tipdesk.sync.limits import LIMITS

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

COLLEAGUE, OTHER = (OFFICERS[login].officer for login in ("colleague", "other"))


def person(office: Office, login: str) -> bytes:
    """Return whom a login names."""
    desk = office.desk("maker")
    with desk.read() as reader:
        return find_person(reader, desk, login)


def audited(office: Office) -> tuple[object, ...]:
    """Return action, result and case of the last audit row."""
    with office.store.read() as reader:
        last = reader.find_rows(BY_NAME["AuditEvent"])[-1]
    return last["action"], last["result"], last["case"]


def test_an_officer_is_named_by_login(office: Office) -> None:
    """In any case and with blanks around; oneself always; nobody unknown, nobody without keys."""
    assert person(office, " OTHER ") == OTHER
    assert person(office, "Maker") == OFFICERS["maker"].officer
    unknown = refusal(lambda: person(office, "x" * 50))
    assert (unknown.code, "“" + "x" * 40 + "”" in str(unknown)) == ("unknown-officer", True)
    office.disable("other")
    assert refusal(lambda: person(office, "other")).code == "no-officer-keys"
    office.disable("maker")
    assert person(office, "maker") == OFFICERS["maker"].officer


def test_whoever_has_no_full_sight_decides_nothing(office: Office) -> None:
    """A colleague of the post knows of the case: they let nobody in, remove nobody and raise nothing."""
    made = made_case(office)
    let_open(office.desk("maker"), made.id, [OTHER])
    desk, before = office.desk("colleague"), len(office.store.entries_of(BY_NAME["Case"].scope))
    for deed in (
        lambda: let_open(desk, made.id, [COLLEAGUE]),
        lambda: stop_opening(desk, made.id, OTHER),
        lambda: restrict_case(desk, made.id, []),
    ):
        assert refusal(deed).code == "not-allowed"
    assert len(office.store.entries_of(BY_NAME["Case"].scope)) == before
    assert holders(office, made.id) == {"maker", "chief", "other"}


def test_what_is_no_case_has_no_holders(office: Office) -> None:
    """Every verb of opening asks the one door first; looking at who opens is a look."""
    made, nowhere = made_case(office), b"no-such-case-id!"
    for deed in (
        lambda: find_holders(office.desk("maker"), nowhere),
        lambda: let_open(office.desk("maker"), nowhere, [OTHER]),
        lambda: stop_opening(office.desk("maker"), nowhere, OTHER),
        lambda: restrict_case(office.desk("maker"), nowhere, []),
    ):
        assert refusal(deed).code == "no-such-case"
    find_holders(office.desk("maker"), made.id)
    assert audited(office) == ("view", "allowed", made.id)


def test_only_a_holder_decides(office: Office) -> None:
    """A task lets somebody see the case in full; without its key they decide nothing, and are not offered to."""
    made = made_case(office, "restricted")
    add_record(office.desk("maker"), made.id, TASK, {"title": "Ring", "assigned_to": "other"})
    assert not find_holders(office.desk("other"), made.id).may_decide
    assert refusal(lambda: let_open(office.desk("other"), made.id, [COLLEAGUE])).code in {"not-a-holder", "not-allowed"}
    assert find_holders(office.desk("maker"), made.id).may_decide


def test_the_card_tells_who_was_named(office: Office) -> None:
    """Who was let in by name is told from those whom the rule lets in; an officer without a row is known as oneself."""
    made = made_case(office)
    let_open(office.desk("maker"), made.id, [OTHER])
    lines = find_holders(office.desk("maker"), made.id).lines
    assert [(line.name, line.is_named, line.is_doubted) for line in lines] == [
        ("chief", False, False),
        ("maker", False, False),
        ("other", True, False),
    ]


def test_nobody_without_keys_is_sealed_to(office: Office) -> None:
    """A case is not raised for somebody who could never open it."""
    made = made_case(office)
    office.disable("other")
    for deed in (restrict_case, let_open):
        assert refusal(partial(deed, office.desk("maker"), made.id, [OTHER])).code == "no-officer-keys"
    assert raw(office, "Case")["sealing"] == "ordinary"


def test_what_the_deeds_answer(office: Office) -> None:
    """Each tells what it touched, so that every screen of the case asks again."""
    made = made_case(office)
    kind = frozenset({"CaseKey"})
    opened = let_open(office.desk("maker"), made.id, [OTHER])
    stopped = stop_opening(office.desk("maker"), made.id, OTHER)
    assert [(one.kinds, one.case, one.row) for one in (opened, stopped)] == [(kind, made.id, None)] * 2
    raised = restrict_case(office.desk("maker"), made.id, [], override=ALONE)
    assert (raised.case, raised.row, {"Case", "Person", "Note"} <= raised.kinds) == (made.id, made.id, True)


def test_the_trash_is_sealed_again_too(office: Office) -> None:
    """What was deleted before lies sealed like the rest, and not open in the store."""
    made = made_case(office)
    delete_record(office.desk("maker"), look(office.desk("maker"), made.id).of("Note")[0])
    restrict_case(office.desk("maker"), made.id, [], override=ALONE)
    with office.store.read() as reader:
        [note] = reader.find_rows(NOTE, case=made.id, with_deleted=True)
    assert isinstance(note["text"], Sealed)


@pytest.mark.parametrize(("largest", "parts"), [(1, 8), (10**6, 1)])
def test_a_large_case_is_raised_in_parts(
    office: Office, monkeypatch: pytest.MonkeyPatch, largest: int, parts: int
) -> None:
    """Every row is written again once, whatever an entry holds; the first part raises the level and makes the key."""
    made = made_case(office)
    for place in range(6):
        add_record(office.desk("maker"), made.id, NOTE, {"text": f"Zebranote {place}"})
    with office.store.read() as reader:
        rows = {row.id for record in (NOTE, PERSON) for row in reader.find_rows(record, case=made.id)} | {made.id}
    monkeypatch.setattr(raising, "_LARGEST", largest)
    before = len(office.store.held)
    restrict_case(office.desk("maker"), made.id, [OTHER], override=ALONE)
    written = [held.entry for held in office.store.held[before:] if held.entry.head.case == made.id]
    again = [change.row for entry in written for change in entry.changes if change.row in rows]
    assert sorted(again) == sorted(rows)
    assert len([entry for entry in written if any(change.row in rows for change in entry.changes)]) >= parts
    assert (parts > 1) == (len(written) > 1)
    assert {str(note["text"]) for note in look(office.desk("other"), made.id).of("Note")} == {
        "Zebranote",
        *(f"Zebranote {place}" for place in range(6)),
    }


def test_parts_are_filled_to_their_size(monkeypatch: pytest.MonkeyPatch, office: Office) -> None:
    """Rows go together as long as they fit, exactly at the limit too; a row larger than a part goes alone."""
    made = made_case(office)
    for _time in range(4):
        add_record(office.desk("maker"), made.id, TASK, {"title": "abcdefghi"})
    with office.store.read() as reader:
        tasks = reader.find_rows(TASK, case=made.id)
    size = raising._size_of(tasks[0])
    assert {raising._size_of(task) for task in tasks} == {size}
    for largest, lengths in ((2 * size, [2, 2]), (2 * size - 1, [1] * 4), (3 * size, [3, 1]), (1, [1] * 4)):
        monkeypatch.setattr(raising, "_LARGEST", largest)
        assert [len(part) for part in raising._in_parts(tasks)] == lengths


def second_pc(office: Office, login: str, officer: bytes) -> None:
    """Let the directory know an officer under one more id, with keys of a second PC."""
    ring = OfficerKeyRing(OfficerKeys.generate())
    values: dict[str, Value] = {"login": login, "name": "", "same_as": OFFICERS[login].officer}
    values |= {"seal_key": ring.seal_key, "sign_key": ring.sign_key}
    with office.desk("maker").work() as unit:
        unit.append(Scope.DIRECTORY, None, [change_of_new(BY_NAME["Officer"], officer, values)])


@pytest.mark.parametrize("officer", [b"aaa-other-again-", b"zzz-other-again-"], ids=["before", "after"])
def test_the_card_has_one_line_a_person(office: Office, officer: bytes) -> None:
    """Who has the key on one of their PCs has it, whichever is asked first; on both, the first id is told."""
    made = made_case(office)
    let_open(office.desk("maker"), made.id, [OTHER])
    second_pc(office, "other", officer)
    [line] = [one for one in find_holders(office.desk("maker"), made.id).lines if one.name == "other"]
    assert (line.officer, line.has_key) == (OTHER, True)
    share_case_keys(office.desk("maker"))
    [line] = [one for one in find_holders(office.desk("maker"), made.id).lines if one.name == "other"]
    assert (line.officer, line.has_key, line.is_doubted) == (min(OTHER, officer), True, False)


@pytest.mark.parametrize("officer", [b"aaa-other-again-", b"zzz-other-again-"], ids=["before", "after"])
def test_a_doubted_row_of_a_holder_makes_no_line(office: Office, officer: bytes) -> None:
    """Whoever holds the key anyhow is not shown as doubted besides, under none of their ids; others have no key."""
    made = made_case(office)
    let_open(office.desk("maker"), made.id, [OTHER])
    second_pc(office, "other", officer)
    rows = [
        change_of_new(CASE_KEY, b"forged row %05d" % place, {"version": 9, "kind": kind, "officer": whose})
        for place, (kind, whose) in enumerate((("officer", officer), ("officer", COLLEAGUE), ("case_unit", None)))
    ]
    with office.desk("maker").work() as unit:
        unit.append(Scope.CASE, made.id, rows)
    doubted = [one for one in find_holders(office.desk("maker"), made.id).lines if one.is_doubted]
    assert [(one.kind, one.officer, one.has_key) for one in doubted] == [
        ("officer", COLLEAGUE, False),
        ("case_unit", None, False),
    ]


def test_of_two_rows_of_a_login_the_first_is_named(office: Office) -> None:
    """An officer of two PCs is one, and is named by the first of their ids."""
    second_pc(office, "other", b"zzz-other-again-")
    assert person(office, "other") == OTHER
    office.disable("other")
    assert refusal(lambda: person(office, "other")).code == "no-officer-keys"


def test_a_frontline_officer_decides_about_their_own_case(office: Office) -> None:
    """Full sight is enough; nobody needs to see sources for it."""
    made = new_case(office.desk("colleague"), {"case": {"title": "Maple"}})
    assert find_holders(office.desk("colleague"), made.id).may_decide
    let_open(office.desk("colleague"), made.id, [OTHER])
    assert "other" in holders(office, made.id)


@pytest.mark.parametrize("named", [[], [OTHER]], ids=["nobody", "somebody"])
@pytest.mark.parametrize("has_keys", [False, True])
def test_a_case_with_nothing_to_seal_yet_is_raised_for_the_same_people(
    office: Office, named: list[bytes], *, has_keys: bool
) -> None:
    """Who raised it and whom they named hold the key of what comes, and nobody who writes first takes their place."""
    made = new_case(office.desk("maker"), {"case": {"title": "Maple"}})
    if has_keys:
        let_open(office.desk("maker"), made.id, [COLLEAGUE])
    restrict_case(office.desk("maker"), made.id, named, override=ALONE)
    assert refusal(lambda: add_record(office.desk("chief"), made.id, NOTE, {"text": "Zebra"})).code == "not-a-holder"
    add_record(office.desk("maker"), made.id, NOTE, {"text": "Zebranote"})
    assert holders(office, made.id) == {"maker", *(["other"] if named else [])}


def test_a_case_of_which_part_is_sealed_to_others_is_not_raised(office: Office) -> None:
    """What the officer cannot open they cannot write again: a clear refusal, and nothing is stored."""
    made = made_case(office)
    strange = Change(PERSON.number, b"p" * 16, {PERSON.by_name["whereabouts"].number: Sealed(b"unknown.", b"a box")})
    with office.desk("maker").work() as unit:
        unit.append(Scope.CASE, made.id, [strange])
    before = len(office.store.entries_of(Scope.CASE))
    assert refusal(lambda: restrict_case(office.desk("maker"), made.id, [])).code == "not-a-holder"
    assert len(office.store.entries_of(Scope.CASE)) == before


def test_a_part_takes_half_of_what_an_entry_may_hold() -> None:
    """Sealing makes rows larger: two quarters go together, and no third."""
    quarter = "x" * (LIMITS.entry // 4 - 100)
    rows = [Row(NOTE, bytes([number]) * 16, b"c" * 16, {"text": quarter}) for number in range(4)]
    assert [len(part) for part in raising._in_parts(rows)] == [2, 2]
