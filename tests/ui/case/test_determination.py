"""A decision on a person: its pane, findings typed in a grid, what supports them, asking headquarters, signing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton, QScrollArea

from tests.ui.probes import grab, unnamed_widgets, unreached_widgets, words
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.determinations import is_signed
from tipdesk.domain.values import NamedRow
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.delete_record import delete_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.drafts import find_drafts
from tipdesk.services.look import look
from tipdesk.ui.access.questions import REASON
from tipdesk.ui.case.deciding import Deciding, DecidingCards
from tipdesk.ui.case.element_cell import ElementCell
from tipdesk.ui.determination.deciding_card import DecidingCard
from tipdesk.ui.determination.findings_card import FindingsCard
from tipdesk.ui.determination.supports_dialog import SupportsDialog
from tipdesk.ui.editors.reference_edit import ReferenceEdit
from tipdesk.ui.gates.offers import Step
from tipdesk.ui.row_titles import ANY_ROW
from tipdesk.ui.widgets.ask_dialog import AskDialog

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk
    from tipdesk.domain.rows import Row
    from tipdesk.ui.widgets.field_frame import FieldFrame

DECISION = {"kind": "preliminary", "outcome": "PossibleVictimOfTrafficking", "body": "Police"}
DECISION |= {"child_rule": "age_open_decided_as_child", "reasons": "Invented: told twice alike."}


@pytest.fixture
def case(desk: CasesDesk) -> bytes:
    """A case with one victim, an episode with ticks, a note, and a decision that is prepared."""
    made = new_case(
        desk.store,
        {
            "case": {"title": "Blue heron 12", "status": "open"},
            "records": [
                {"record": "Person", "key": "p1", "fields": {"given_names": "Example", "tag_number": "04"}},
                {"record": "CaseRole", "fields": {"person": "p1", "role": "potential_victim"}},
                {"record": "Episode", "fields": {"person": "p1", "acts": ["recruitment"], "purposes": ["servitude"]}},
                {"record": "Note", "fields": {"text": "Invented: she told it in the evening."}},
                {"record": "Determination", "fields": {"person": "p1", **DECISION}},
            ],
        },
    )
    desk.open(made.id)
    return made.id


def rows(desk: CasesDesk, case: bytes, record: str) -> tuple[Row, ...]:
    """Return the rows of a record as they stand in the store."""
    return look(desk.store, case).of(record)


def cards(desk: CasesDesk, case: bytes) -> tuple[FindingsCard, DecidingCard]:
    """Open the decision, and return its cards."""
    pane = desk.read(rows(desk, case, "Determination")[-1])
    [findings], [deciding] = pane.findChildren(FindingsCard), pane.findChildren(DecidingCard)
    return findings, deciding


def keep_proposed(desk: CasesDesk, findings: FindingsCard) -> None:
    """Take what the episode ticked, say that it was found, and save it."""
    findings.propose.click()
    for row in findings.rows:
        row.state.set_value("found")
        row.source.set_value("stated")
    findings.save.click()
    desk.settle()


def test_the_summary_lists_elements_and_leads_to_the_decision(desk: CasesDesk, case: bytes) -> None:
    """Found, missing and both branches in words, never a verdict; the line of the decision opens its pane."""
    told = desk.screen.case_view.summary.elements.texts()
    assert told[1].partition(". ")[2] == "Act: Recruitment. Episode"
    assert "Needed if an adult: none" in told[2]
    assert "Servitude" in told[3]
    assert told[4].endswith("Preliminary decision: Possible victim of trafficking · proposed, not signed")
    [cells] = desk.screen.case_view.summary.elements._shown.values()
    cells.decision.click()
    desk.settle()
    assert desk.screen.case.boards.over is not None
    assert desk.pane().findChildren(FindingsCard)
    assert rows(desk, case, "Finding") == ()


def test_what_an_episode_ticked_is_a_proposal(desk: CasesDesk, case: bytes) -> None:
    """It comes without saying that it was found; unsaid it is refused at its line, said it is kept, and taken out."""
    findings, _deciding = cards(desk, case)
    findings.propose.click()
    assert [(row.element.value(), row.which.value(), row.state.value()) for row in findings.rows] == [
        ("act", "recruitment", None),
        ("purpose", "servitude", None),
    ]
    findings.save.click()
    desk.settle()
    assert rows(desk, case, "Finding") == ()
    assert findings.rows[0].state.faces[0].property("wrong")
    assert unnamed_widgets(findings) == []
    for row in findings.rows:
        row.state.set_value("found")
    findings.save.click()
    desk.settle()
    assert [row["act"] for row in rows(desk, case, "Finding")] == ["recruitment", None]
    assert "If a child, not found: nothing. If an adult, not found: Means." in words(findings)
    findings.rows[1].out.click()
    findings.save.click()
    desk.settle()
    assert [row["act"] for row in rows(desk, case, "Finding")] == ["recruitment"]


def test_what_is_typed_is_a_draft(desk: CasesDesk, case: bytes) -> None:
    """Left half typed, the lines are there again when the decision is opened anew."""
    findings, _deciding = cards(desk, case)
    findings.propose.click()
    findings.rows[0].words.set_value("Half a sentence")
    desk.screen.case.boards.close_over()
    desk.settle()
    assert find_drafts(desk.store)
    again, _cards = cards(desk, case)
    assert [row.words.value() for row in again.rows] == ["Half a sentence", None]
    grab(desk.screen.window(), "determination-findings")


def test_where_nothing_may_be_written_no_line_is_made(desk: CasesDesk, case: bytes) -> None:
    """The findings are read; what was typed comes back as soon as there are lines in which it can stand."""
    findings, _deciding = cards(desk, case)
    keep_proposed(desk, findings)
    findings.rows[0].words.set_value("Half a sentence")
    desk.screen.case.boards.close_over()
    desk.settle()
    told = desk.screen.case.boards.told
    assert told is not None
    read = DecidingCards("Determination", told.wording)
    deciding = Deciding(desk.seat, case, rows(desk, case, "Determination")[-1], read, read)
    deciding.show(told)
    desk.settle()
    assert read.findings.rows == []
    told_lines = [line.accessibleName().split(".")[0] for line in read.findings._read.widgets]
    assert told_lines == ["Act: Recruitment", "Purpose: Servitude"]
    read.can_write = True
    deciding.show(told)
    desk.settle()
    assert [row.words.value() for row in read.findings.rows] == ["Half a sentence", None]


def test_a_row_of_the_case_supports_a_finding(desk: CasesDesk, case: bytes) -> None:
    """It is chosen from what was told, with its place; the finding counts it, and it can be taken out again."""
    findings, _deciding = cards(desk, case)
    keep_proposed(desk, findings)
    findings.rows[0].supports.click()
    [dialog] = desk.screen.window().findChildren(SupportsDialog)
    offered = {one.label.split(":")[0] for one in dialog.form._wording.choices[ANY_ROW]}
    assert "Note" in offered
    assert offered.isdisjoint({"Finding", "Determination", "Person"})
    note = rows(desk, case, "Note")[0]
    dialog.form.frames["to_row"].set_value(NamedRow(note.record.number, note.id))
    dialog.form.frames["page"].set_value(2)
    dialog.add.click()
    desk.settle()
    assert findings.rows[0].supports.text() == "1 support"
    assert "page 2" in words(dialog)
    dialog.removed.emit(rows(desk, case, "Pin")[0])
    desk.settle()
    assert findings.rows[0].supports.text() == "Support…"
    dialog.accept()


def offers_of(frame: FieldFrame) -> set[bytes]:
    """Return the rows that a field offers."""
    editor = frame.editor
    assert isinstance(editor, ReferenceEdit)
    offered = [NamedRow.from_octets(bytes.fromhex(editor.box.itemData(at))) for at in range(1, editor.box.count())]
    return {one.id for one in offered if one is not None}


def press_sign(desk: CasesDesk, deciding: DecidingCard) -> None:
    """Press *Sign…*, and answer its question."""
    deciding.sign.click()
    dialog = desk.screen.window().findChildren(AskDialog)[-1]
    dialog.deed.click()
    desk.settle()


def test_a_first_decision_is_signed_once_it_has_its_grounds(desk: CasesDesk, case: bytes) -> None:
    """Before, the rules tell what is needed, and nothing is signed; then it stands with its signature, to be read."""
    findings, deciding = cards(desk, case)
    press_sign(desk, deciding)
    assert deciding.rules.isVisible()
    desk.qtbot.waitUntil(lambda: not deciding.rules.visibleRegion().isEmpty())
    focus = deciding.window().focusWidget()
    assert focus is not None
    assert deciding.rules.isAncestorOf(focus)
    assert not is_signed(rows(desk, case, "Determination")[-1])
    keep_proposed(desk, findings)
    press_sign(desk, deciding)
    assert is_signed(rows(desk, case, "Determination")[-1])
    assert "Signed;" in words(deciding)
    assert not deciding.rules.isVisible()
    assert deciding.sign.isHidden()
    assert not findings._foot.isVisible()
    assert "takes no more findings: what is found later goes into a review" in words(findings)


def test_nothing_signed_is_offered_to_add_to(desk: CasesDesk, case: bytes) -> None:
    """The form of a new support offers what is open alone, and its field says why; the row that supports may be any."""
    findings, _deciding = cards(desk, case)
    keep_proposed(desk, findings)
    closed = [row.id for row in (*rows(desk, case, "Determination"), *rows(desk, case, "Finding"))]
    for is_signed_now in (False, True):
        if is_signed_now:
            press_sign(desk, cards(desk, case)[1])
        desk.screen.case.boards.add("Pin", {})
        desk.settle()
        form = desk.form().form
        offered = {name: offers_of(form.frames[name]) for name in ("of_row", "to_row")}
        assert all((row in offered["of_row"]) is not is_signed_now for row in closed)
        assert set(closed) < offered["to_row"]
        assert "prepare a review" in words(form)


def test_everything_in_the_pane_is_named_and_reached(desk: CasesDesk, case: bytes) -> None:
    """Tab comes to each answer of each line, in their order, and to every button below."""
    findings, deciding = cards(desk, case)
    keep_proposed(desk, findings)
    assert unnamed_widgets(desk.pane()) == []
    assert unreached_widgets(desk.screen) == []
    assert deciding.sign.isVisible()


def test_headquarters_is_asked_for_a_final_decision(desk: CasesDesk, case: bytes) -> None:
    """The question names the decision, and waits in the card."""
    person = rows(desk, case, "Person")[0]
    add_record(desk.store, case, BY_NAME["Determination"], {"person": person.id, **DECISION, "kind": "final"})
    desk.screen.case._ask()
    desk.settle()
    _findings, deciding = cards(desk, case)
    deciding.ask.click()
    [dialog] = [one for one in desk.screen.window().findChildren(AskDialog) if one.has_field(REASON)]
    dialog.field(REASON).set_value("Please decide for good.")
    dialog.deed.click()
    desk.settle()
    [asked] = rows(desk, case, "Approval")
    assert asked["gate"] == "final-by-two"
    assert "Please decide for good." in words(deciding)


def test_somebody_new_takes_the_place_of_who_has_gone(desk: CasesDesk) -> None:
    """Who stands on the summary stays in place; in another case the same cells say nothing of the one before."""
    people = [{"record": "Person", "key": f"p{at}", "fields": {"tag_number": f"0{at}"}} for at in range(4)]
    roles = [
        {"record": "CaseRole", "fields": {"person": f"p{at}", "role": "potential_victim"}} for at in range(len(people))
    ]
    made = new_case(desk.store, {"case": {"title": "Blue heron 12", "status": "open"}, "records": [*people, *roles]})
    desk.open(made.id)
    card = desk.screen.case_view.summary.elements
    before = {row: cells.who.geometry().top() for row, cells in card._shown.items()}
    assert len(set(before.values())) == 3
    gone = next(row for row in rows(desk, made.id, "CaseRole") if row["person"] == next(iter(before)))
    delete_record(desk.store, gone)
    desk.screen.case._ask()
    desk.settle()
    after = {row: cells.who.geometry().top() for row, cells in card._shown.items()}
    assert sorted(after.values()) == sorted(before.values())
    assert all(after[row] == before[row] for row in after.keys() & before.keys())
    assert [text[:2] for text in card.texts()[::5]] == ["03", "01", "02"]
    empty = new_case(desk.store, {"case": {"title": "Red reed 3", "status": "open"}})
    desk.open(empty.id)
    assert all("03" not in one.accessibleName() + one.toolTip() for one in card.findChildren(QPushButton))
    assert not any(one.isVisible() for one in card.findChildren(ElementCell))


def test_the_words_of_who_acts_now_come_in_sight(desk: CasesDesk) -> None:
    """Below the end of what is in sight, the ground, the words and the button to go on are scrolled to."""
    told = {"result": "adult", "doubt_to_child": "no", "methods": ["interview"], "done_by": "A doctor"}
    age = {"person": "p1", "why": "No paper.\n" * 30, "at": "2026-11-20", **told}
    person = {"record": "Person", "key": "p1", "fields": {"given_names": "Example"}}
    records = [person, {"record": "AgeAssessment", "fields": age}]
    made = new_case(desk.store, {"case": {"title": "Blue heron 12"}, "records": records})
    desk.open(made.id)
    [deciding] = desk.read(rows(desk, made.id, "AgeAssessment")[0]).findChildren(DecidingCard)
    press_sign(desk, deciding)
    desk.qtbot.waitUntil(lambda: not deciding.rules.visibleRegion().isEmpty())
    room = next(one for one in desk.pane().findChildren(QScrollArea) if one.isAncestorOf(deciding))
    room.verticalScrollBar().setValue(0)
    room.ensureWidgetVisible(deciding.rules.buttons["best-interest-first", Step.REVIEW], 0, 0)
    deciding.rules.buttons["best-interest-first", Step.REVIEW].click()
    desk.qtbot.waitUntil(lambda: deciding.rules.go.y() > 0)
    desk.settle()
    assert deciding.rules.go.visibleRegion().boundingRect().height() == deciding.rules.go.height()
