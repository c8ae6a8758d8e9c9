"""What is due in a case: in its head on every page, and on its summary, where something is done about it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.probes import moved, places, unnamed_widgets, words
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.note_call import note_call
from tipdesk.services.look import look
from tipdesk.ui.case.missing_card import MissingCard
from tipdesk.ui.case.missing_items import Item, Severity

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk

LONG_AGO = "2026-03-01T10:00:00-04:00"
REPORT = {"danger_now": "yes", "under_18": "no", "sent_at": LONG_AGO}
CALL = {"way": "telephone", "direction": "made", "whom": "Invented", "answer": "answered"}


def endangered(desk: CasesDesk) -> bytes:
    """Make a case whose report of danger nobody was rung about."""
    records = [{"record": "Report", "fields": {"danger_now": "yes", "under_18": "no", "written_at": LONG_AGO}}]
    return new_case(desk.store, {"case": {"title": "Blue heron 12", "status": "open"}, "records": records}).id


def said(desk: CasesDesk) -> str:
    """Return what the head says is due next, as it is heard."""
    return desk.screen.case_view.header.clock.accessibleName()


def test_the_head_says_what_is_overdue_on_every_page(desk: CasesDesk) -> None:
    """In words, red beside a sign; a press opens what stops it, with what is known filled in."""
    view = desk.open(endangered(desk))
    for page in ("people", "summary"):
        view.show_tab(page)
        assert "Call about danger is" in said(desk)
        assert "days overdue" in view.header.clock.text()
    QTest.keyClick(view.header.clock, Qt.Key.Key_Space)
    desk.settle()
    form = desk.screen.case.boards.writing()
    assert form is not None
    assert form.editing is not None
    assert unnamed_widgets(view.header) == []


def test_what_is_due_stands_worst_first_and_is_met_where_it_stands(desk: CasesDesk) -> None:
    """One line of why and one button; stopped, it stays in its place with a green sign, and nothing else moves."""
    case = endangered(desk)
    view = desk.open(case)
    card = view.summary.missing
    line = card.line(0)
    assert line.item is not None
    assert line.item.severity is Severity.OVERDUE
    assert "Call about danger is" in line.item.sentence
    assert line.button.text() == "Ring"
    assert "overdue" in card.pill.text()
    graves = [card.line(at).item.severity for at in range(2)]  # type: ignore[union-attr] # lines have items
    assert graves == [Severity.OVERDUE, Severity.MISSING]
    before = places(card)
    report = look(desk.store, case).of("Report")[0]
    note_call(desk.store, case, {**CALL, "report": report.id})
    desk.screen.case._ask()
    desk.settle()
    assert card.line(0) is line
    assert [one.item.severity for one in (line,) if one.item] == [Severity.MET]
    assert not line.button.isVisible()
    assert "Call about danger" in words(card)
    assert moved(before, places(card)) == []
    assert "A new entry in the case is due in" in said(desk)


def test_the_button_opens_what_stops_it(desk: CasesDesk) -> None:
    """What is wanted before a case is taken on is answered where it stands; a quiet case asks for a note."""
    view = desk.open(new_case(desk.store, {"case": {"title": "Amber heron 1", "status": "open"}}).id)
    card = view.summary.missing
    wanted = card.line(0)
    assert wanted.item is not None
    assert wanted.item.sentence == "Not known yet: Urgency · Is anybody in danger now? · Is anybody under 18?"
    assert wanted.button.text() == "Answer"
    wanted.button.click()
    desk.settle()
    assert "New: Report" in words(view)
    view.show_tab("summary")
    card.line(1).button.click()
    assert view.tabs.current_name() == "notes"
    records = [{"record": "Report", "fields": {"danger_now": "no", "under_18": "no", "written_at": LONG_AGO}}]
    case = new_case(desk.store, {"case": {"title": "Amber heron 2"}, "records": records}).id
    add_record(desk.store, case, BY_NAME["Note"], {"text": "Invented"})
    view = desk.open(case)
    assert "Nothing is due" not in said(desk)


def test_what_was_answered_no_longer_reads_as_unknown(desk: CasesDesk) -> None:
    """Done, and called by its name; where the case was closed meanwhile nobody answered it, and that is told."""
    case = new_case(desk.store, {"case": {"title": "Amber heron 1", "status": "open"}}).id
    card = desk.open(case).summary.missing
    wanted = card.line(0).item
    assert wanted is not None
    add_record(desk.store, case, BY_NAME["Report"], {**REPORT, "urgency": "now"})
    desk.screen.case._ask()
    desk.settle()
    met = card.line(0).item
    assert met is not None
    assert (met.sentence, met.why) == ("Urgency · Is anybody in danger now? · Is anybody under 18?", "Done")
    other = MissingCard()
    desk.qtbot.addWidget(other)
    other.show_items([wanted])
    other.show_items([], has_ended=True)
    gone = other.line(0).item
    assert gone is not None
    assert (gone.severity, gone.why) == (Severity.MET, "No longer asked for: the case is closed")


def test_items_of_others_join_the_card(desk: CasesDesk) -> None:
    """A gate that does not hold is an item like any other: shown, pressed, and more than fit are told in a number."""
    card = MissingCard()
    desk.qtbot.addWidget(card)
    card.show()
    pressed: list[object] = []
    card.pressed.connect(pressed.append)
    items = [Item(at, f"Missing {at}", "Why", Severity.MISSING, button="Ask", subject=("gate", at)) for at in range(5)]
    card.show_items(items[:3])
    card.line(1).button.click()
    assert pressed == [("gate", 1)]
    card.show_items(items)
    assert card.more.text() == "2 more: show"
    assert [card.line(at).item for at in range(3)] == items[:3]
    card.more.click()
    assert card.line(4).item == items[4]
    card.show_items([*items[:2], *items[3:]])
    met = card.line(2).item
    assert met is not None
    assert (met.severity, met.why) == (Severity.MET, "Done")


def test_what_is_graver_stands_there_when_the_page_is_turned_to(desk: CasesDesk) -> None:
    """Nothing moves while the page is seen; who comes back to it sees what is overdue, and not what can wait."""
    card = MissingCard()
    desk.qtbot.addWidget(card)
    card.show()
    late = Item("late", "Overdue", "Why", Severity.OVERDUE)
    items = [Item(at, f"Runs {at}", "Why", Severity.RUNNING) for at in range(5)]
    card.show_items(items)
    card.show_items([late, *items])
    assert card.line(0).item == items[0]
    card.hide()
    card.show()
    assert card.line(0).item == late
    assert card.more.text() == "1 more: show"


def test_a_decision_that_is_due_says_on_whom(desk: CasesDesk) -> None:
    """Of two victims each has a line of their own, with whom it is about."""
    records = [
        {"record": record, "fields": fields, **({"key": key} if record == "Person" else {})}
        for key in ("P-AAAA", "P-BBBB")
        for record, fields in (
            ("Person", {"person_code": key}),
            ("CaseRole", {"person": key, "role": "potential_victim"}),
        )
    ]
    view = desk.open(new_case(desk.store, {"case": {"title": "Amber heron 3"}, "records": records}).id)
    card = view.summary.missing
    card.more.click()
    items = [item for at in range(len(card._shown)) if (item := card.line(at).item)]
    told = [one.why.partition(" · ")[2] for one in items if "decision" in one.sentence]
    assert sorted(told) == ["P-AAAA", "P-BBBB"]
