"""A note's pane says what rests on it: the findings that it supports, and what else names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.probes import unnamed_widgets, words
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.values import NamedRow
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.look import look
from tipdesk.ui.case.resting import RestingCard
from tipdesk.ui.widgets.row_button import RowButton

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk
    from tipdesk.domain.rows import Row


def lines(desk: CasesDesk, note: Row) -> list[RowButton]:
    """Read a note, and return the lines of the card."""
    [card] = desk.read(note).findChildren(RestingCard)
    return [line for line in card.findChildren(RowButton) if line.isVisible()]


def test_what_rests_on_a_note_is_told_there(desk: CasesDesk) -> None:
    """The finding with the place in the note, and the note that corrects it; each opens, and else it says so."""
    asked = {"kind": "preliminary", "outcome": "PossibleVictimOfTrafficking", "body": "Police", "reasons": "Told."}
    made = new_case(
        desk.store,
        {
            "case": {"title": "Blue heron 12", "status": "open"},
            "records": [
                {"record": "Person", "key": "p1", "fields": {"given_names": "Example"}},
                {"record": "CaseRole", "fields": {"person": "p1", "role": "potential_victim"}},
                {"record": "Note", "key": "first", "fields": {"text": "Invented: she told it."}},
                {"record": "Note", "fields": {"text": "Invented: it was morning.", "corrects": "first"}},
                {
                    "record": "Determination",
                    "key": "d",
                    "fields": {"person": "p1", "child_rule": "age_open_decided_as_child", **asked},
                },
                {"record": "Finding", "key": "f", "fields": {"determination": "d", "element": "act", "state": "found"}},
            ],
        },
    )
    note, second = look(desk.store, made.id).of("Note")
    [finding] = look(desk.store, made.id).of("Finding")
    ends = {"of_row": NamedRow(finding.record.number, finding.id), "to_row": NamedRow(note.record.number, note.id)}
    add_record(desk.store, made.id, BY_NAME["Pin"], {**ends, "page": 3, "quote": "told it"})
    desk.open(made.id)
    shown = lines(desk, note)
    person = desk.workspace().people[0].person
    assert [line.text() for line in shown] == [
        f"Supports: Act: found, page 3: “told it”   ·   {desk.seat.wording.title(person)}",
        "Note   ·   Invented: it was morning.   ·   names this as “Corrects”",
    ]
    [card] = desk.pane().findChildren(RestingCard)
    assert unnamed_widgets(card) == []
    desk.press(shown[0])
    over = desk.screen.case.boards.over
    assert over is not None
    assert over.record.name == "Determination"
    assert lines(desk, second) == []
    assert "Nothing in this case names it yet." in words(desk.pane().findChildren(RestingCard)[0])
