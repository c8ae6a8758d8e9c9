"""Sealing in one store: what is sealed, who opens it, who is refused, and what is written after somebody was removed.

On the fake store, with real keys: ciphers decide here who reads what, not the table of access.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.offices import NOTE, OFFICERS, PERSON, TASK, Office, find_keys, holders, made_case, raw, seen
from tipdesk.domain.changes import Change
from tipdesk.domain.errors import UserError
from tipdesk.domain.schema import Scope
from tipdesk.domain.values import Missing, Sealed
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.find_words import find_words
from tipdesk.services.case.history import history
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.settle_conflict import settle_conflict
from tipdesk.services.case.show_case import show_case
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.look import look
from tipdesk.services.sealing.unsealing import Unsealing

if TYPE_CHECKING:
    from collections.abc import Callable


def test_ordinary_seals_refuge_alone(office: Office) -> None:
    """Whereabouts are ciphertext in the row and in the entry; name, note and sex are as they were typed."""
    made_case(office)
    person = raw(office)
    assert isinstance(person["whereabouts"], Sealed)
    assert (person["family_name"], person["sex"]) == ("Zebraname", "female")
    assert raw(office, "Note")["text"] == "Zebranote"
    assert "Zebraroad" not in repr(office.store.held)


def test_restricted_seals_everything_but_the_frame(office: Office) -> None:
    """Names, notes, summaries too; reference, title and level stay readable, and no word of the rest is anywhere."""
    made = made_case(office, "restricted")
    case = raw(office, "Case")
    assert (case["reference"], case["title"], case["sealing"]) == (made.reference, "Heron", "restricted")
    assert "Zebra" not in repr(office.store.held)
    with office.store.read() as reader:
        assert reader.find_hits("zebraname") == []
    assert find_words(office.desk("maker"), "zebraname") == []


def test_who_is_entitled_opens(office: Office) -> None:
    """At an ordinary case its maker and the supervisor of its post hold the key, colleagues do not."""
    made = made_case(office)
    assert holders(office, made.id) == {"maker", "chief"}
    assert seen(office, "chief", made.id)["whereabouts"] == "Zebraroad 5"
    assert isinstance(seen(office, "colleague", made.id)["whereabouts"], Sealed)


def test_these_people_only(office: Office) -> None:
    """A restricted case is for its maker and those who are named: not the supervisor, not who gets a task in it."""
    made = made_case(office, "restricted", named=[OFFICERS["other"].officer])
    assert holders(office, made.id) == {"maker", "other"}
    add_record(office.desk("maker"), made.id, TASK, {"title": "Ring", "assigned_to": "colleague"})
    assert holders(office, made.id) == {"maker", "other"}
    view = look(office.desk("other"), made.id)
    assert view.of("Person")[0]["family_name"] == "Zebraname"
    shut = look(office.desk("colleague"), made.id)
    assert shut.of("Person")[0]["family_name"] is None
    assert shut.of("Person")[0].masked >= {"family_name", "whereabouts"}
    assert shut.of("Person")[0].sealed == {"family_name", "whereabouts"}
    assert "Zebra" not in repr(shut)


def test_a_document_says_what_is_sealed(office: Office) -> None:
    """`case show` gives the plain answers to a holder, and names what it left out to others; history likewise."""
    made = made_case(office, "restricted")
    whole = show_case(office.desk("maker"), made.reference, with_history=True)
    assert "Zebraroad 5" in repr(whole)
    assert "sealed" not in whole
    assert "CaseKey" not in repr(whole)
    add_record(office.desk("maker"), made.id, TASK, {"title": "Ring", "assigned_to": "colleague"})
    cut = show_case(office.desk("colleague"), made.reference, with_history=True)
    assert "Zebra" not in repr(cut)
    assert cut["sealed"] == ["Case.summary", "Note.text", "Person.family_name", "Person.whereabouts"]


def test_a_task_brings_the_keys_of_an_ordinary_case(office: Office) -> None:
    """Whoever is given a task gets the keys in the same entry, and reads what was sealed before."""
    made = made_case(office)
    before = len(office.store.held)
    add_record(office.desk("maker"), made.id, TASK, {"title": "Ring", "assigned_to": "colleague"})
    assert len(office.store.held) == before + 1
    assert look(office.desk("colleague"), made.id).of("Person")[0]["whereabouts"] == "Zebraroad 5"


def test_strangers_cannot_write_what_they_could_not_read(office: Office) -> None:
    """A colleague may not add to what is sealed: a clear refusal, nothing stored, also where no key was made yet."""
    made = made_case(office, "restricted")
    plain = new_case(office.desk("maker"), {"case": {"title": "Maple"}})
    before = len(office.store.held)
    with office.desk("colleague").read() as reader:
        person = reader.find_rows(PERSON)[0]
    deeds: tuple[Callable[[], object], ...] = (
        lambda: add_record(office.desk("colleague"), plain.id, PERSON, {"whereabouts": "Road"}),
        lambda: amend_record(office.desk("chief"), person, {"family_name": "Other"}),
        lambda: add_record(office.desk("chief"), made.id, NOTE, {"text": "Other"}),
    )
    for deed in deeds:
        with pytest.raises(UserError):
            deed()
    written = [held.entry for held in office.store.held[before:]]
    assert {entry.head.scope for entry in written} <= {Scope.AUDIT}
    add_record(office.desk("colleague"), plain.id, NOTE, {"text": "What is not sealed may be added."})


def test_two_sealed_answers_wait_for_a_holder(office: Office) -> None:
    """Written twice at once, equal or not, they are siblings; a holder sees both and settles, others cannot."""
    made = made_case(office)
    first = look(office.desk("maker"), made.id).of("Person")[0]
    for desk in (office.desk("maker"), office.desk("chief")):
        with desk.work() as unit:
            change = Change(PERSON.number, first.id, {34: "Same road 7"}, {34: first.replaced_by_write(34)})
            write_case(desk, unit, made.id, [change])
    person = look(office.desk("maker"), made.id).of("Person")[0]
    assert [one.value for one in person.siblings["whereabouts"]] == ["Same road 7", "Same road 7"]
    cut = look(office.desk("colleague"), made.id).of("Person")[0]
    assert "whereabouts" in cut.masked
    assert "whereabouts" not in cut.siblings
    with pytest.raises(UserError):
        settle_conflict(office.desk("colleague"), cut, "whereabouts", value="Mine")
    settle_conflict(office.desk("maker"), person, "whereabouts", keep=person.siblings["whereabouts"][1].dot)
    settled = look(office.desk("maker"), made.id).of("Person")[0]
    assert (settled["whereabouts"], settled.siblings) == ("Same road 7", {})
    assert isinstance(raw(office)["whereabouts"], Sealed)
    assert len({row["key"] for row in find_keys(office)}) == 1


def test_every_kind_of_answer_comes_back(office: Office) -> None:
    """Lists, dates, codes, numbers and reasons for absence survive sealing; emptying needs no seal."""
    made = made_case(office, "restricted")
    given = {
        "other_names": ["Ann", "Bee"],
        "birth_date": "2009-04",
        "health_alert": {"missing": "refused"},
        "phone": "758 452 0000",
        "whereabouts": {"missing": "unknown"},
        "family_name": None,
    }
    amend_record(office.desk("maker"), look(office.desk("maker"), made.id).of("Person")[0], given)
    person = look(office.desk("maker"), made.id).of("Person")[0]
    assert (person["other_names"], str(person["birth_date"])) == (frozenset({"Ann", "Bee"}), "2009-04")
    assert (person["phone"], person["whereabouts"], person["family_name"]) == ("+17584520000", Missing.UNKNOWN, None)
    stored = raw(office)
    assert all(isinstance(stored[name], Sealed) for name in ("other_names", "birth_date", "phone", "whereabouts"))
    assert stored["family_name"] is None
    lines = {line.field: line for line in history(office.desk("maker"), made.id, person.id)}
    assert lines["phone"].after == "+17584520000"


def test_lengths_are_told_in_steps(office: Office) -> None:
    """A box of "yes" and one of "unsure" have one length."""
    made = made_case(office, "restricted")
    for text in ("No", "Perhaps so"):
        add_record(office.desk("maker"), made.id, NOTE, {"text": text})
    with office.store.read() as reader:
        boxes = {len(value.box) for row in reader.find_rows(NOTE) if isinstance(value := row["text"], Sealed)}
    assert len(boxes) == 1


def test_a_disabled_officer_gets_no_later_key(office: Office) -> None:
    """What is written after an officer was disabled is under a new key; what was written before stays as it is."""
    made = made_case(office)
    office.disable("chief")
    person = look(office.desk("maker"), made.id).of("Person")[0]
    amend_record(office.desk("maker"), person, {"shelter_place": "Zebrahouse"})
    assert isinstance(seen(office, "chief", made.id)["shelter_place"], Sealed)
    assert seen(office, "chief", made.id)["whereabouts"] == "Zebraroad 5"
    assert seen(office, "maker", made.id)["shelter_place"] == "Zebrahouse"
    assert {row["version"] for row in find_keys(office)} == {1, 2}


def test_an_answer_put_elsewhere_does_not_open(office: Office) -> None:
    """Ciphertext moved to another row, another field or another case shows sealed, as does an altered key row."""
    made = made_case(office)
    other = made_case(office)
    person = raw(office)
    stolen = person["whereabouts"]
    assert isinstance(stolen, Sealed)
    with office.store.read() as reader:
        targets = {row.case: row for row in reader.find_rows(PERSON)}
    for case, row, field in (
        (made.id, b"n" * 16, 34),
        (made.id, targets[made.id].id, 35),
        (other.id, targets[other.id].id, 34),
    ):
        with office.desk("maker").work() as unit:
            unit.append(Scope.CASE, case, [Change(PERSON.number, row, {field: stolen}, {field: ()})])
        desk = office.desk("maker")
        with desk.read() as reader:
            found = reader.get_row(PERSON, row)
            assert found
            opened = Unsealing(reader, desk).row(found)
        name = PERSON.by_number[field].name
        values = [opened[name], *(one.value for one in opened.siblings.get(name, ()))]
        assert stolen in values
