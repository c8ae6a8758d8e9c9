"""Printing papers of a case: the look, the language, whom a paper is for, and batches that can be ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.documents import a_document
from tests.services.rooms import COLLEAGUE, OWNER, Room, a_room
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.documents.printer import untold
from tipdesk.services.documents.tongue import Tongue
from tipdesk.services.papers.asked import Asked
from tipdesk.services.papers.gathering import Tongues
from tipdesk.services.papers.kinds import PAPERS
from tipdesk.services.papers.print_papers import PrintedPaper, print_papers
from tipdesk.services.signatures.verify_signature import find_signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tipdesk.services.desk import Actor
    from tipdesk.services.documents.printer import Told
    from tipdesk.services.papers.paper import Paper

PEOPLE = 200
ENOUGH = 3
TONGUES = Tongues(("en", "es", "fr"), lambda code: Tongue(code or "en", str, is_draft=code not in ("", "en")))


class EnoughError(Exception):
    """Ends a batch, as somebody who presses Cancel does."""


class FakePaperPrinter:
    """Prints a model as its words."""

    def print(self, paper: Paper) -> bytes:
        return repr(paper).encode()


def asked(
    room: Room, name: str, wants: Asked | None = None, *, by: Actor = OWNER, told: Told = untold
) -> Iterator[PrintedPaper]:
    """Ask for papers."""
    printer = FakePaperPrinter()
    return print_papers(room.desk(by), printer, room.case, PAPERS[name], wants or Asked(), TONGUES, told)


@pytest.fixture(scope="module")
def crowd() -> Room:
    """A case with many people, the first of whom speaks Spanish."""
    room = a_room()
    document = a_document()
    spoken = [{"main_language": "spa" if number == 0 else "eng"} for number in range(PEOPLE)]
    document["records"] = [{"record": "Person", "key": f"p{at}", "fields": one} for at, one in enumerate(spoken)]
    room.case = new_case(room.desk(OWNER), document).id
    return room


def test_a_batch_is_signed_one_by_one(crowd: Room) -> None:
    """Each of two hundred papers is handed out once it is signed, after one look; progress is told to the end."""
    heard: list[tuple[int, int]] = []
    before = len(crowd.looks())
    papers = list(asked(crowd, "notice", Asked(every=True), told=lambda *so_far: heard.append(so_far)))
    assert len({one.row for one in papers}) == PEOPLE
    assert heard == [(done, PEOPLE) for done in range(PEOPLE + 1)]
    assert crowd.looks()[before:].count(("print", "allowed")) == 1
    assert find_signed(crowd.desk(OWNER), papers[-1].content)
    assert [one.language for one in papers[:2]] == ["es", "en"]
    assert b"DRAFT" in papers[0].content
    assert b"DRAFT" not in papers[1].content


def test_a_batch_can_be_ended(crowd: Room) -> None:
    """What was handed out before the end stays signed, and nothing else is."""

    def stop(done: int, _total: int) -> None:
        if done == ENOUGH:
            raise EnoughError

    signed, kept = len(crowd.rows("Signature")), list[PrintedPaper]()
    with pytest.raises(EnoughError):
        kept.extend(asked(crowd, "sheet", Asked(every=True), told=stop))
    assert len(crowd.rows("Signature")) == signed + ENOUGH


def test_one_paper_says_which_row_and_language_is_meant(crowd: Room) -> None:
    """Several rows are named for a choice, a row that is none is refused, and a language that is asked for is used."""
    people = [one for one in crowd.rows("Person") if one.case == crowd.case]
    for wants, code in ((Asked(), "which-row"), (Asked(row=b"x" * 16), "no-such-row")):
        with pytest.raises(UserError) as refused:
            list(asked(crowd, "sheet", wants))
        assert refused.value.code == code
    [paper] = asked(crowd, "sheet", Asked(row=people[0].id, language="fr"))
    assert (paper.row, paper.language) == (people[0].id, "fr")
    with pytest.raises(UserError) as refused:
        list(asked(crowd, "statement"))
    assert refused.value.code == "no-such-row"


def test_somebody_who_is_kept_apart_gets_no_sheet(room: Room) -> None:
    """Whoever came along, or is suspected, is in no batch and is refused by name; the others get theirs."""
    desk, [victim] = room.desk(OWNER), room.rows("Person")
    other = add_record(desk, room.case, BY_NAME["Person"], {"given_names": "Kofi"}).row or b""
    add_record(desk, room.case, BY_NAME["CaseRole"], {"person": other.hex(), "role": "accompanying"})
    assert [one.row for one in asked(room, "sheet", Asked(every=True))] == [victim.id]
    with pytest.raises(UserError) as refused:
        list(asked(room, "notice", Asked(row=other)))
    assert refused.value.code == "kept-apart"


def test_names_are_printed_for_whom_they_are_open(room: Room) -> None:
    """A statement with names is refused to a colleague, in the audit, and its whereabouts to everybody."""
    desk, [person] = room.desk(OWNER), room.rows("Person")
    told = {"person": person.id.hex(), "kind": "victim", "language": "eng", "status": "draft", "words": "I came."}
    told |= {"began": "2026-11-24T15:00-04:00", "interviewer": OWNER.officer.hex()}
    statement = add_record(desk, room.case, BY_NAME["Statement"], told, reason="Police power").row or b""
    named = Asked(row=statement, identity=True)
    [paper] = asked(room, "statement", named)
    assert b"Ann Marie" in paper.content
    [plain] = asked(room, "statement", Asked(row=statement))
    assert b"Ann Marie" not in plain.content
    assert b"clinic" not in paper.content + plain.content
    with pytest.raises(UserError) as refused:
        list(asked(room, "statement", named, by=COLLEAGUE))
    assert refused.value.code == "identity-not-open"
    assert room.looks()[-1] == ("denied", "denied")
