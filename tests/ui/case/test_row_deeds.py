"""What is done with rows where they are read: signing, taking back, telling who has it, printing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from tests.services.sent import leave
from tests.services.settled import AT, write_past
from tests.ui.probes import grab, unnamed_widgets, words
from tipdesk.domain.rules.determinations import is_signed
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.look import look
from tipdesk.ui.access.questions import REASON
from tipdesk.ui.at_hand import find_at_hand
from tipdesk.ui.case.deed_card import DeedCard
from tipdesk.ui.gates.offers import Step
from tipdesk.ui.widgets.ask_dialog import AskDialog

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk
    from tipdesk.domain.kinds import Value
    from tipdesk.domain.rows import Row

CONSENT: dict[str, Value] = {"scope": "share_with_agency", "status": "given", "given_by": "self", "given_at": AT}
RISK: dict[str, Value] = {
    "at": "2026-11-17T10:00-04:00",
    "own_view": "He will come.",
    "level": "high",
    "why": "He rang her twice.",
}


@pytest.fixture
def case(desk: CasesDesk) -> bytes:
    """An open case of one person, who agreed to be told of, with a danger that is not signed."""
    made = new_case(
        desk.store,
        {
            "case": {"title": "Blue heron 12", "status": "open"},
            "records": [
                {"record": "Person", "key": "p1", "fields": {"given_names": "Example", "tag_number": "04"}},
                {"record": "RiskAssessment", "fields": {"person": "p1", **RISK}},
            ],
        },
    )
    [person] = look(desk.store, made.id).of("Person")
    write_past(desk.store, made.id, "Consent", {"person": person.id, **CONSENT})
    desk.open(made.id)
    return made.id


def row(desk: CasesDesk, case: bytes, record: str) -> Row:
    """Return the last row of a record as it stands in the store."""
    return look(desk.store, case).of(record)[-1]


def card(desk: CasesDesk, case: bytes, record: str) -> DeedCard:
    """Read the row, and return the card in its pane."""
    [found] = desk.read(row(desk, case, record)).findChildren(DeedCard)
    return found


def answer(desk: CasesDesk, **said: str) -> None:
    """Answer the dialog that is open."""
    [dialog] = [one for one in desk.screen.window().findChildren(AskDialog) if one.isVisible()]
    for path, text in said.items():
        dialog.field(path).set_value(text)
    dialog.deed.click()
    desk.settle()


def test_a_danger_is_signed_where_it_is_read(desk: CasesDesk, case: bytes) -> None:
    """It says that it is a draft; signed, it says by whom, and offers no signing any more."""
    deeds = card(desk, case, "RiskAssessment")
    assert "Nobody has signed it, so it is a draft." in words(deeds)
    assert not deeds.withdraw.isVisible()
    grab(desk.screen, "risk-draft")
    desk.press(deeds.sign)
    answer(desk)
    assert is_signed(row(desk, case, "RiskAssessment"))
    deeds = card(desk, case, "RiskAssessment")
    assert not deeds.sign.isVisible()
    assert "Signed by" in words(deeds)
    assert "Risk: High" in words(desk.read(row(desk, case, "Person")))


def test_signing_is_told_by_what_it_changed(desk: CasesDesk, case: bytes) -> None:
    """In the history stands when it was signed, and no level that was and is the same; a change is a sentence."""
    draft = row(desk, case, "RiskAssessment")
    desk.seat.notices.announce(amend_record(desk.store, draft, {"level": "medium"}))
    desk.settle()
    desk.press(card(desk, case, "RiskAssessment").sign)
    answer(desk)
    view = desk.screen.case_view
    view.show_tab("history")
    model = view.history.page.model
    told = [[model.index(at, column).data() for column in range(6)] for at in range(model.rowCount())]
    assert [one[3:] for one in told if one[4] == one[5]] == []
    assert told[0][3].startswith("Signed at")
    tips = [model.index(at, 3).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(model.rowCount())]
    assert any(one.startswith("Level: from High to Medium") for one in tips)


def test_tab_comes_to_what_is_done_first(desk: CasesDesk, case: bytes) -> None:
    """*Sign…* stands above the sections and is the next thing to do: Tab comes there before any of them."""
    deeds, pane = card(desk, case, "RiskAssessment"), desk.pane()
    desk.screen.activateWindow()
    changes = {view.change for view in pane.body.sections if view.change.isVisible()}
    pane.head.before.setFocus()
    came: list[QWidget | None] = [QApplication.focusWidget()]
    while came[-1] is not deeds.sign and not changes.intersection(came):
        QTest.keyClick(came[-1] or pane, Qt.Key.Key_Tab)
        came.append(QApplication.focusWidget())
    assert came[-1] is deeds.sign


@pytest.mark.parametrize(("level", "said"), [("unknown", "Risk: Not known"), (None, "Risk: Not said yet")])
def test_a_danger_that_is_not_known_stands_beside_the_person(
    desk: CasesDesk, case: bytes, level: str | None, said: str
) -> None:
    """It is as grave as the greatest, and not hidden as a low one is."""
    person = row(desk, case, "Person").id
    write_past(desk.store, case, "RiskAssessment", {"person": person, "level": level, "signed_at": AT})
    desk.open(case)
    assert said in words(desk.read(row(desk, case, "Person")))


def test_a_consent_is_taken_back_and_who_has_it_is_told(desk: CasesDesk, case: bytes) -> None:
    """Withdrawn, the pane lists the recipient until *Told now* is pressed; every button has a name of its own."""
    consent = row(desk, case, "Consent")
    leave(desk.store, case, row(desk, case, "Person").id, consent.id)
    deeds = card(desk, case, "Consent")
    desk.press(deeds.withdraw)
    answer(desk, **{REASON: "She is afraid of the house."})
    deeds = card(desk, case, "Consent")
    assert not deeds.withdraw.isVisible()
    assert "Invented House" in words(deeds)
    assert unnamed_widgets(deeds) == []
    grab(desk.screen, "consent-withdrawn")
    [told] = [one for one in deeds.findChildren(QPushButton) if one.accessibleName() == "Told now: Invented House"]
    desk.press(told)
    assert row(desk, case, "Transfer")["recalled_at"] is not None
    done = words(card(desk, case, "Consent"))
    assert "Whoever was given something is told." in done
    assert "Invented House" in done.partition("is told.")[2], "who was told stays listed"
    assert "Told, and asked for it," in done
    assert "Consent withdrawn" in words(desk.read(row(desk, case, "Person")))


def test_who_was_told_gives_the_focus_to_who_is_next(desk: CasesDesk, case: bytes) -> None:
    """Of two recipients the first is told: the focus is on the second, and then on what else the pane does."""
    consent = row(desk, case, "Consent")
    for who in ("Invented House", "Other House"):
        leave(desk.store, case, row(desk, case, "Person").id, consent.id, recipient=who)
    desk.screen.window().activateWindow()
    desk.press(card(desk, case, "Consent").withdraw)
    answer(desk, **{REASON: "She is afraid of the house."})
    deeds = card(desk, case, "Consent")
    for left in (1, 0):
        tells = [one for one in deeds.findChildren(QPushButton) if one.accessibleName().startswith("Told now")]
        assert len(tells) == left + 1
        desk.press(tells[0])
        focus = desk.screen.window().focusWidget()
        assert focus.accessibleName().startswith("Told now") is bool(left)
        assert deeds.isAncestorOf(focus)


def test_a_person_has_papers(desk: CasesDesk, case: bytes) -> None:
    """The pane of a person offers their papers, and nothing else is done there."""
    deeds = card(desk, case, "Person")
    grab(desk.screen, "papers-of-a-person")
    assert deeds.print.isVisible()
    assert not deeds.sign.isVisible()
    assert not deeds.withdraw.isVisible()


def test_a_consent_that_does_not_count_says_why(desk: CasesDesk, case: bytes) -> None:
    """It came in without a recipient, of somebody who may be a child: said at its head, below, and at the person."""
    deeds = card(desk, case, "Consent")
    assert "Counts as not given" in words(deeds)
    assert "Name the agency with which you may share." in words(deeds)
    grab(desk.screen, "consent-that-does-not-count")
    assert "Counts as not given" in words(desk.read(row(desk, case, "Consent")))
    assert "Consent does not count" in words(desk.read(row(desk, case, "Person")))


def test_the_palette_leads_to_every_list_of_the_case(desk: CasesDesk, case: bytes) -> None:
    """Pages and their lists are found by what they are called; the list is then in front, with the focus."""
    found = {one.text: one for one in find_at_hand(desk.screen)}
    assert {"Go to: Summary", "Go to: Protection", "Go to: Consents"} <= found.keys()
    assert "Go to: Court" not in found
    found["Go to: Consents"].run()
    desk.settle()
    front = desk.screen.case_view.pages.front()
    assert front is not None
    assert (front.record.name, row(desk, case, "Consent").id) == ("Consent", front.list.row().id)  # type: ignore[union-attr] # the fixture has one
    assert front.list.isAncestorOf(front.window().focusWidget())


def test_after_signing_the_focus_stays_in_the_pane(desk: CasesDesk, case: bytes) -> None:
    """The button goes when the row is signed; the focus goes to what the pane has next, not to the search box."""
    deeds = card(desk, case, "RiskAssessment")
    desk.screen.window().activateWindow()
    desk.press(deeds.sign)
    answer(desk)
    assert not deeds.sign.isVisible()
    focus = desk.screen.window().focusWidget()
    assert desk.pane().isAncestorOf(focus)
    assert focus.isVisible()


def test_a_rule_is_gone_past_once(desk: CasesDesk, case: bytes) -> None:
    """Signing was tried before and left: going past what stopped it asks for the passphrase once, not once a try."""
    past: dict[str, Value] = {"at": AT, "signed_at": AT, "review_due": PartialDate.parse("2001-01-01")}
    known = {**RISK, **past, "person": row(desk, case, "Person").id, "level": "imminent"}
    write_past(desk.store, case, "RiskAssessment", known)
    [draft] = [one for one in look(desk.store, case).of("RiskAssessment") if not is_signed(one)]
    desk.screen.case._ask()
    desk.settle()
    [deeds] = desk.read(draft).findChildren(DeedCard)
    for _try in range(2):
        desk.press(deeds.sign)
        answer(desk)
        assert "lower the level of danger" in words(deeds.rules)
    deeds.rules.buttons["risk-lowered", Step.REASON].click()
    deeds.rules.words.set_value("He was sent home.")
    desk.press(deeds.rules.go)
    assert sum(one.isVisible() for one in desk.screen.window().findChildren(AskDialog)) == 1
    answer(desk)
    assert all(is_signed(one) for one in look(desk.store, case).of("RiskAssessment"))
