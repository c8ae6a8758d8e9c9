"""Printing a statement: an audited, signed print of one row, in a language that there is; its code is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.determined import decision, draft, finding, first_decision
from tests.services.rooms import ANALYST, OWNER, Room, a_room
from tests.services.statements import ENGLISH
from tipdesk.domain.check_code import make_check_code
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.homes.tongues import tongue_of
from tipdesk.services.determination.sign_record import sign_record, verify_record
from tipdesk.services.documents.print_statement import print_statement
from tipdesk.services.signatures.verify_signature import find_signed_by_code

if TYPE_CHECKING:
    from tipdesk.services.desk import Actor
    from tipdesk.services.documents.case_file import CaseFile
    from tipdesk.services.documents.printer import Told

DETERMINATION = BY_NAME["Determination"]


class FakePrinter:
    """Keeps the model that it was given."""

    def __init__(self) -> None:
        self.seen: CaseFile | None = None

    def print(self, case_file: CaseFile, told: Told = lambda _done, _total: None) -> bytes:
        """Return bytes that tell the kind."""
        del told
        self.seen = case_file
        return case_file.kind.encode()


def printed(room: Room, by: Actor = OWNER, row: bytes | None = None) -> CaseFile:
    """Print a statement, and return its model."""
    printer = FakePrinter()
    print_statement(room.desk(by), printer, room.case, DETERMINATION, row, ENGLISH)
    assert printer.seen is not None
    return printer.seen


def test_a_statement_is_an_audited_and_signed_print() -> None:
    """The look is audited as a print, the officer signs the paper, and who may not print gets none."""
    room = a_room(status="open")
    draft(room, "preliminary", "PossibleVictimOfTrafficking")
    finding(room, "act")
    model = printed(room)
    assert (model.kind, model.closing is not None) == ("Determination", True)
    assert room.looks() == [("print", "allowed")]
    assert [(row["use"], row["subject"]) for row in room.rows("Signature")] == [("print", decision(room))]
    assert verify_record(room.desk(OWNER), "Determination", decision(room)) is None, (
        "who took a copy away decided nothing"
    )
    with pytest.raises(UserError):
        printed(room, ANALYST)


def test_of_several_one_is_named() -> None:
    """Without a row the only one is printed; where there are several the refusal names them, and none is not there."""
    room = a_room(status="open")
    with pytest.raises(UserError) as none:
        printed(room)
    for _time in range(2):
        draft(room, "preliminary", "PossibleVictimOfTrafficking")
    with pytest.raises(UserError) as several:
        printed(room)
    assert [none.value.code, several.value.code] == ["no-such-row", "which-row"]
    assert printed(room, row=decision(room)).kind == "Determination"


def test_the_check_code_of_a_paper_leads_to_its_signature() -> None:
    """The code on the paper of a signed decision is found again; any other is nobody's."""
    room = a_room(status="open")
    first_decision(room)
    sign_record(room.desk(OWNER), "Determination", decision(room))
    closing = printed(room).closing
    assert closing is not None
    code = dict(closing.facts)["Check code"]
    [found] = find_signed_by_code(room.desk(OWNER), code.lower())
    assert found.officer == OWNER.officer
    for other in ("no code", make_check_code(b"x" * 32)):
        assert find_signed_by_code(room.desk(OWNER), other) == []


def test_a_paper_is_in_a_language_that_there_is() -> None:
    """French is a draft with its own words, English is none, and a language without a catalogue is refused."""
    french = tongue_of("fr")
    assert (french.is_draft, french.translate("Reasons")) == (True, "Motifs")
    assert not tongue_of("en").is_draft
    with pytest.raises(UserError) as refused:
        tongue_of("xx")
    assert refused.value.code == "no-paper-language"
