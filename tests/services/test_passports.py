"""What a passport tells beside what is known, and how it is recorded: nothing is overwritten that nobody chose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.domain.mrz.specimens import ALL, TD1, TD3, TODAY, changed
from tests.services.rooms import OWNER
from tipdesk.adapters.system.codebook import load_code_book
from tipdesk.domain.errors import UserError
from tipdesk.domain.mrz.read_mrz import read_mrz
from tipdesk.domain.values import Missing, PartialDate
from tipdesk.services.case.passport import (
    Compared,
    KnownPaper,
    answers_of_paper,
    answers_of_person,
    as_typed,
    compare_passport,
)
from tipdesk.services.case.record_passport import Passport, record_passport
from tipdesk.services.case.take_back import take_back_all

if TYPE_CHECKING:
    from tests.services.rooms import Room
    from tipdesk.domain.kinds import Value

CODES = load_code_book()
READ = read_mrz(TD3, TODAY)
PERSON: dict[str, Value] = {
    "family_name": "ERIKSSON",
    "given_names": "ANNA MARIA",
    "birth_date": PartialDate(1974, 8, 12),
    "sex": "female",
}


def stands(person: dict[str, Value], *papers: KnownPaper, **more: frozenset[str]) -> dict[str, Compared]:
    """Return how each answer of the specimen stands to what is known."""
    return {one.name: one.compared for one in compare_passport(READ, CODES, person, papers, **more)}


def test_answers_are_those_of_person_and_paper() -> None:
    """Names, birth, sex and citizenship; kind, number, end and lines; what names no country stays empty."""
    assert answers_of_person(READ, CODES) == PERSON
    paper = answers_of_paper(READ, CODES)
    assert (paper["kind"], paper["number"], paper["expires"]) == ("passport", "L898902C3", PartialDate(2012, 4, 15))
    assert (paper["name_on_it"], paper["mrz"]) == ("ANNA MARIA ERIKSSON", " ".join(TD3))
    assert "country" not in paper
    assert read_mrz([str(paper["mrz"])], TODAY).lines == TD3
    assert as_typed(PERSON)["birth_date"] == "1974-08-12"


@pytest.mark.parametrize(
    ("state", "citizenships", "is_stateless"),
    [("SWE", {"SE"}, None), ("D<<", {"DE"}, None), ("GBD", {"GB"}, None), ("XXA", None, True), ("UNO", None, None)],
)
def test_states_become_countries(state: str, citizenships: set[str] | None, is_stateless: bool | None) -> None:
    """Three letters by the list of countries, the standard's own by what they mean; no State is no country."""
    read = read_mrz([TD3[0][:2] + state + TD3[0][5:], TD3[1].replace("UTO", state)], TODAY)
    found = answers_of_person(read, CODES)
    assert (found.get("citizenships"), found.get("stateless")) == (citizenships, is_stateless)
    assert answers_of_paper(read, CODES).get("country") == next(iter(citizenships or ()), None)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("P<", "passport"),
        ("PD", "passport"),
        ("PR", "travel_document"),
        ("V<", "visa"),
        ("I<", "id_card"),
        ("AC", "seaman_book"),
    ],
)
def test_the_kind_of_a_paper_follows_from_its_letters(code: str, kind: str) -> None:
    """A refugee's passport is a travel document, a certificate of a crew a seaman's book; each is in the code list."""
    lines = TD3 if code[0] in "PV" else TD1
    assert answers_of_paper(read_mrz([code + lines[0][2:], *lines[1:]], TODAY), CODES)["kind"] == kind
    assert CODES.find("document_type", kind) is not None


def test_nothing_known_is_new_and_equal_words_are_the_same() -> None:
    """Accents, small letters and signs make no difference; another date or name does, and is not taken by itself."""
    assert set(stands({}).values()) == {Compared.NEW}
    known: dict[str, Value] = {
        "family_name": "Eriksson",
        "given_names": "Ånna-Maria",
        "birth_date": PartialDate(1974),
        "sex": Missing.UNKNOWN,
    }
    found = stands(known, KnownPaper({"number": "l898902 c3", "expires": PartialDate(2013)}))
    names = ("family_name", "given_names", "birth_date", "sex", "number", "expires", "kind")
    assert [found[name] for name in names] == [
        Compared.SAME, Compared.SAME, Compared.OTHER, Compared.NEW, Compared.SAME, Compared.OTHER, Compared.NEW,
    ]  # fmt: skip
    assert stands({"sex": Missing.REFUSED})["sex"] is Compared.OTHER
    assert stands({"family_name": "X"}, hidden=frozenset({"family_name"}))["family_name"] is Compared.HIDDEN
    taken = {one.name for one in compare_passport(READ, CODES, known) if one.is_taken}
    assert taken == {"sex", "kind", "number", "expires", "name_on_it", "mrz"}


def test_a_wrong_check_digit_makes_an_answer_doubtful() -> None:
    """It is shown, and taken only where the officer says so."""
    read = read_mrz(changed(TD3, 1, 17, "2"), TODAY)
    doubtful = {one.name: one.is_taken for one in compare_passport(read, CODES, {}) if one.is_doubtful}
    assert doubtful == {"birth_date": False}


def test_a_citizenship_is_added_to_those_that_are_known() -> None:
    """Somebody may have several; none is lost where another is taken over."""
    read = read_mrz([TD3[0], TD3[1].replace("UTO", "SWE")], TODAY)
    told = next(
        one for one in compare_passport(read, CODES, {"citizenships": frozenset({"HT"})}) if one.name == "citizenships"
    )
    assert (told.compared, told.answer) == (Compared.OTHER, frozenset({"HT", "SE"}))


def test_a_person_and_the_paper_are_one_entry_and_can_be_taken_back(room: Room) -> None:
    """Somebody new has a code, and no role yet; person and paper are gone together with one undo."""
    desk, before = room.desk(OWNER), len(room.rows("Person"))
    saved = record_passport(desk, room.case, None, Passport(PERSON, answers_of_paper(READ, CODES)))
    assert saved.changed.kinds == {"Person", "IdentityDocument"}
    assert len({dot for one in saved.deeds for dot in one.dots}) == 1
    person = next(row for row in room.rows("Person") if row.id == saved.changed.row)
    assert person["person_code"]
    (paper,) = room.rows("IdentityDocument")
    assert (paper["person"], paper["number"]) == (person.id, "L898902C3")
    take_back_all(desk, saved.deeds)
    assert (len(room.rows("Person")), room.rows("IdentityDocument")) == (before, [])


def test_a_paper_that_is_known_is_amended_and_another_is_added(room: Room) -> None:
    """Only what was taken is written, of person and paper; a paper of another number stands beside the first."""
    desk, person = room.desk(OWNER), room.rows("Person")[0]
    record_passport(desk, room.case, person, Passport({}, answers_of_paper(READ, CODES)))
    (paper,) = room.rows("IdentityDocument")
    record_passport(desk, room.case, person, Passport({"given_names": "ANNA"}, {"expires": "2013"}, paper))
    (paper,), now = room.rows("IdentityDocument"), room.rows("Person")[0]
    assert (str(paper["expires"]), now["given_names"], now["family_name"]) == ("2013", "ANNA", person["family_name"])
    record_passport(desk, room.case, person, Passport({}, {"kind": "id_card", "number": "D23145890"}))
    assert len(room.rows("IdentityDocument")) == 2
    assert not record_passport(desk, room.case, person, Passport({}, {})).deeds


def test_what_cannot_be_read_stops_the_whole(room: Room) -> None:
    """An answer that is refused is named, and nothing of person or paper is stored."""
    before = len(room.rows("Person"))
    with pytest.raises(UserError) as caught:
        record_passport(room.desk(OWNER), room.case, None, Passport(PERSON, {"kind": "no-such-kind"}))
    assert [one.path for one in caught.value.fields] == ["IdentityDocument.kind"]
    assert (len(room.rows("Person")), room.rows("IdentityDocument")) == (before, [])


def test_every_specimen_can_be_recorded(room: Room) -> None:
    """Cards and visas too, with long numbers."""
    for lines in ALL.values():
        read = read_mrz(lines, TODAY)
        record_passport(
            room.desk(OWNER), room.case, None, Passport(answers_of_person(read, CODES), answers_of_paper(read, CODES))
        )
    assert len(room.rows("IdentityDocument")) == len(ALL)
