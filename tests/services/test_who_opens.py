"""Letting somebody in, removing somebody, raising a case to "these people only": who reads what before and after."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_store
from tests.services.arrived import ALONE
from tests.services.offices import NOTE, OFFICERS, TASK, Office, find_keys, holders, made_case, raw, seen
from tipdesk.domain.errors import UserError
from tipdesk.domain.rules.access import Level
from tipdesk.domain.values import Sealed
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.delete_record import delete_record, restore_record
from tipdesk.services.case.history import history
from tipdesk.services.case.holders import find_holders, let_open, stop_opening
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.restrict_case import restrict_case
from tipdesk.services.case.show_case import show_case
from tipdesk.services.look import look
from tipdesk.services.sealing.share_case_keys import share_case_keys

if TYPE_CHECKING:
    from collections.abc import Callable

MAKER, COLLEAGUE, CHIEF, OTHER = (OFFICERS[login].officer for login in ("maker", "colleague", "chief", "other"))


def refused(deed: Callable[[], object]) -> str:
    """Return the code of the refusal."""
    with pytest.raises(UserError) as caught:
        deed()
    return caught.value.code


def test_who_is_let_in_reads_all_of_it(office: Office) -> None:
    """An officer without any part in the case reads it once somebody who may has let them in; once is enough."""
    made = made_case(office)
    assert look(office.desk("other"), made.id).level < Level.FULL
    let_open(office.desk("maker"), made.id, [OTHER])
    view = look(office.desk("other"), made.id)
    assert (view.level >= Level.FULL, view.of("Person")[0]["whereabouts"]) == (True, "Zebraroad 5")
    assert refused(lambda: let_open(office.desk("maker"), made.id, [OTHER])) == "already-a-holder"
    assert refused(lambda: let_open(office.desk("colleague"), made.id, [COLLEAGUE])) == "not-allowed"
    office.disable("colleague")
    assert refused(lambda: let_open(office.desk("maker"), made.id, [COLLEAGUE])) == "no-officer-keys"


def test_letting_in_makes_the_key_of_a_case_that_has_none(office: Office) -> None:
    """Where nothing was sealed yet, what follows opens for who was let in."""
    made = new_case(office.desk("maker"), {"case": {"title": "Maple"}})
    assert find_keys(office) == []
    let_open(office.desk("maker"), made.id, [OTHER])
    assert holders(office, made.id) == {"maker", "chief", "other"}


def test_who_is_removed_keeps_what_was_and_gets_nothing_later(office: Office) -> None:
    """A new version for what is written next; no sharing gives it back; letting in again does."""
    made = made_case(office)
    let_open(office.desk("maker"), made.id, [OTHER])
    stop_opening(office.desk("maker"), made.id, OTHER)
    person = look(office.desk("maker"), made.id).of("Person")[0]
    amend_record(office.desk("maker"), person, {"shelter_place": "Zebrahouse"})
    share_case_keys(office.desk("maker"))
    assert isinstance(seen(office, "other", made.id)["shelter_place"], Sealed)
    assert seen(office, "other", made.id)["whereabouts"] == "Zebraroad 5"
    assert seen(office, "chief", made.id)["shelter_place"] == "Zebrahouse"
    assert look(office.desk("other"), made.id).level < Level.FULL
    assert refused(lambda: stop_opening(office.desk("maker"), made.id, OTHER)) == "no-holder"
    assert refused(lambda: stop_opening(office.desk("maker"), made.id, MAKER)) == "own-key"
    let_open(office.desk("maker"), made.id, [OTHER])
    assert seen(office, "other", made.id)["shelter_place"] == "Zebrahouse"


def test_raising_the_level_leaves_nothing_open(office: Office) -> None:
    """Every live answer is sealed again for the maker and who was named; the chief with the old key is shut out."""
    made = made_case(office)
    before = show_case(office.desk("maker"), made.reference)
    restrict_case(office.desk("maker"), made.id, [OTHER], override=ALONE)
    for record, name in (("Case", "summary"), ("Person", "family_name"), ("Person", "whereabouts"), ("Note", "text")):
        assert isinstance(raw(office, record)[name], Sealed), name
    after = show_case(office.desk("maker"), made.reference)
    case = before["case"]
    assert isinstance(case, dict)
    assert after["records"] == before["records"]
    assert after["case"] == {**case, "sealing": "restricted"}
    assert seen(office, "other", made.id)["family_name"] == "Zebraname"
    assert all(isinstance(seen(office, "chief", made.id)[name], Sealed) for name in ("family_name", "whereabouts"))
    share_case_keys(office.desk("maker"))
    share_case_keys(office.desk("chief"))
    assert holders(office, made.id) == {"maker", "other"}
    assert isinstance(seen(office, "chief", made.id)["family_name"], Sealed)
    assert refused(lambda: add_record(office.desk("chief"), made.id, NOTE, {"text": "x"})) in {
        "not-allowed",
        "not-a-holder",
    }
    assert refused(lambda: restrict_case(office.desk("maker"), made.id, [])) == "already-restricted"
    assert refused(lambda: let_open(office.desk("chief"), made.id, [CHIEF])) in {"not-allowed", "not-a-holder"}


def test_a_reason_is_sealed_where_the_case_is(office: Office) -> None:
    """Why something was written may name people too: in a restricted case holders alone read it, in the history."""
    made = made_case(office, "restricted", named=[OTHER])
    person = look(office.desk("maker"), made.id).of("Person")[0]
    amend_record(office.desk("maker"), person, {"family_name": "Other"}, "Zebrareason")
    assert "Zebra" not in repr(office.store.held)
    assert "Zebrareason" in {line.reason for line in history(office.desk("other"), made.id)}
    add_record(office.desk("maker"), made.id, TASK, {"title": "Ring", "assigned_to": "colleague"})
    assert {line.reason for line in history(office.desk("colleague"), made.id)} == {None}
    plain = made_case(office)
    seen_plain = look(office.desk("maker"), plain.id).of("Person")[0]
    amend_record(office.desk("maker"), seen_plain, {"sex": "unknown"}, "an open reason")
    assert "an open reason" in {line.reason for line in history(office.desk("chief"), plain.id)}


def test_the_level_is_raised_by_its_own_deed_alone(office: Office) -> None:
    """Writing the field by hand would leave the rest open, and lowering it would open what others wrote in trust."""
    made = made_case(office)
    case = look(office.desk("maker"), made.id).case
    for given in ({"sealing": "restricted"}, {"sealing": "ordinary"}, {"sealing": None}):
        assert refused(partial(amend_record, office.desk("maker"), case, given)) == "bad-fields"


def test_the_trash_is_sealed_again_and_stays_trash(office: Office) -> None:
    """A deleted note stays deleted, is no conflict, and can be restored with its text by a holder."""
    made = made_case(office)
    delete_record(office.desk("maker"), look(office.desk("maker"), made.id).of("Note")[0])
    restrict_case(office.desk("maker"), made.id, [], override=ALONE)
    assert look(office.desk("maker"), made.id).of("Note") == ()
    with office.store.read() as reader:
        assert reader.find_conflicts(made.id) == []
    [note] = list(look(office.desk("maker"), made.id).trash)
    assert note["text"] == "Zebranote"
    restore_record(office.desk("maker"), note)
    assert look(office.desk("maker"), made.id).of("Note")[0]["text"] == "Zebranote"


def test_a_conflict_is_settled_before_the_level_is_raised(office: Office) -> None:
    """Two live answers cannot be written again in one, so the officer is told which come first."""
    made = made_case(office)
    person = look(office.desk("maker"), made.id).of("Person")[0]
    for name in ("Roe", "Poe"):
        amend_record(office.desk("maker"), person, {"family_name": name})
    assert refused(lambda: restrict_case(office.desk("maker"), made.id, [])) == "settle-first"
    assert raw(office, "Case")["sealing"] == "ordinary"


def test_what_another_pc_wrote_meanwhile_is_sealed_by_the_home_that_raised(office: Office) -> None:
    """A name and a note saved elsewhere before the raise was known are written again sealed, once, and by one home."""
    made = made_case(office)
    elsewhere = Office(make_store(2), office.rings)
    elsewhere.store.take_in(office.store)
    person = look(elsewhere.desk("maker"), made.id).of("Person")[0]
    amend_record(elsewhere.desk("maker"), person, {"occupation": "Cook", "description": "Zebrascar"})
    add_record(elsewhere.desk("maker"), made.id, NOTE, {"text": "Zebralate"})
    restrict_case(office.desk("maker"), made.id, [], override=ALONE)
    office.store.take_in(elsewhere.store)
    elsewhere.store.take_in(office.store)
    assert raw(office)["description"] == "Zebrascar"
    share_case_keys(elsewhere.desk("maker"))
    assert raw(elsewhere)["description"] == "Zebrascar"
    share_case_keys(office.desk("maker"))
    before = len(office.store.held)
    share_case_keys(office.desk("maker"))
    assert len(office.store.held) == before
    elsewhere.store.take_in(office.store)
    for site in (office, elsewhere):
        assert isinstance(raw(site)["description"], Sealed)
        view = look(site.desk("maker"), made.id)
        assert view.of("Person")[0]["description"] == "Zebrascar"
        assert (view.of("Person")[0]["occupation"], view.conflicts) == ("Cook", 0)
        assert {note["text"] for note in view.of("Note")} == {"Zebranote", "Zebralate"}
        with site.store.read() as reader:
            assert all(isinstance(note["text"], Sealed) for note in reader.find_rows(NOTE))


def test_the_card_names_who_opens(office: Office) -> None:
    """Everybody who may look sees the names, those removed last; only who may decide is offered it."""
    made = made_case(office)
    let_open(office.desk("maker"), made.id, [OTHER])
    stop_opening(office.desk("maker"), made.id, OTHER)
    found = find_holders(office.desk("maker"), made.id)
    assert [(line.name, line.has_key, line.is_removed, line.is_self) for line in found.lines] == [
        ("chief", True, False, False),
        ("maker", True, False, True),
        ("other", False, True, False),
    ]
    assert (found.may_decide, found.is_restricted, found.has_keys) == (True, False, True)
    assert find_holders(office.desk("colleague"), made.id).may_decide is False


def test_sharing_writes_only_what_is_needed(office: Office) -> None:
    """With everybody served, sharing writes no entry; a non-holder's sharing never does."""
    made_case(office)
    before = len(office.store.held)
    for login in OFFICERS:
        assert share_case_keys(office.desk(login)) is None
    assert len(office.store.held) == before
