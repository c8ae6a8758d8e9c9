"""Danger in a case on the screen: what is due about it, what one press begins, and the level that the head goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.probes import words
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.audit import moment_now
from tipdesk.services.case.new_case import new_case
from tipdesk.services.fields import change_of_new
from tipdesk.services.look import look
from tipdesk.ui.widgets.field_frame import FieldFrame

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk
    from tipdesk.domain.kinds import Value
    from tipdesk.ui.case.missing_card import MissingLine
    from tipdesk.ui.case.missing_items import Item


def begun(desk: CasesDesk, **case: object) -> tuple[bytes, bytes]:
    """Make an open case of one victim, and return it and her."""
    records: list[dict[str, object]] = [
        {"record": "Report", "fields": {"urgency": "routine", "danger_now": "no", "under_18": "no"}},
        {"record": "Person", "key": "p", "fields": {"person_code": "P-AAAA"}},
        {"record": "CaseRole", "fields": {"person": "p", "role": "victim"}},
    ]
    told = {"title": "Amber heron 61", "status": "open", **case}
    made = new_case(desk.store, {"case": told, "records": records})
    return made.id, look(desk.store, made.id).of("Person")[0].id


def write(desk: CasesDesk, case: bytes, record: str, **values: Value) -> None:
    """Write a row as it comes from elsewhere, signed where it says so."""
    with desk.store.work() as unit:
        unit.append(Scope.CASE, case, [change_of_new(BY_NAME[record], desk.store.ids.new_id(), values)])


def line_of(desk: CasesDesk, words: str) -> tuple[MissingLine, Item]:
    """Return the line under Missing and due that begins with these words."""
    card = desk.screen.case_view.summary.missing
    if card.more.isVisible():
        card.more.click()
    for at in range(len(card._shown)):
        line = card.line(at)
        if line.item is not None and line.item.sentence.startswith(words):
            return line, line.item
    raise AssertionError([one.item for one in map(card.line, range(len(card._shown)))])


def test_what_is_due_about_danger_is_begun_with_one_press(desk: CasesDesk) -> None:
    """The first assessment says about whom, and its form asks for neither person nor case."""
    case, _person = begun(desk)
    view = desk.open(case)
    line, item = line_of(desk, "First assessment of the danger is due in")
    assert item.why.endswith("P-AAAA")
    assert line.button.text() == "Assess"
    line.button.click()
    desk.settle()
    assert "New: Risk assessment" in words(view)
    asked = {frame.name for frame in desk.pane().findChildren(FieldFrame) if frame.isVisible()}
    assert "The danger as the person sees it" in asked
    assert "Person" not in asked


def test_the_head_goes_by_what_was_assessed(desk: CasesDesk) -> None:
    """Not below it, whatever is written at the head; that is said in words, and a lower answer is kept all the same."""
    case, person = begun(desk, risk_level="low")
    now = moment_now(desk.store)
    write(desk, case, "RiskAssessment", person=person, level="high", at=now, signed_at=now)
    head = desk.open(case).header
    assert head.risk.text() == "High"
    assert "Assessed: High. The head says: Low." in head.risk.toolTip()
    line_of(desk, "Safety plan is due in")
    menu = desk.screen.case.deeds
    menu.ask_risk()
    QTest.keyClick(menu.menus["risk_level"], Qt.Key.Key_M)
    desk.settle()
    assert look(desk.store, case).case["risk_level"] == "medium"
    assert desk.said.toasts[-1] == "Noted: Medium. What was assessed still counts: High."
    assert desk.screen.case_view.header.risk.text() == "High"


def test_days_that_came_without_are_planned_with_one_press(desk: CasesDesk) -> None:
    """A return from an older program has none; bail is noted as no contact with what is known filled in."""
    case, person = begun(desk)
    now = moment_now(desk.store)
    write(desk, case, "Return", person=person, status="arrived", arrived_at=now)
    write(desk, case, "CaseRole", person=(suspect := desk.store.ids.new_id()), role="suspect")
    write(desk, case, "Person", person_code="P-BBBB")
    write(desk, case, "Detention", person=suspect, began=now, bail_conditions="Invented")
    desk.open(case)
    line, _item = line_of(desk, "Conditions of bail are not noted yet as no contact")
    line.button.click()
    desk.settle()
    assert "New: No contact" in words(desk.screen.case_view)
    desk.screen.case_view.show_tab("summary")
    line, _item = line_of(desk, "Follow-up is due in")
    assert line.button.text() == "Plan"
    line.button.click()
    desk.settle()
    assert len(look(desk.store, case).of("FollowUp")) == 4
