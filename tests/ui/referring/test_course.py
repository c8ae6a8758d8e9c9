"""What becomes of the page Refer when it is left, stopped, proposed, sent and taken back, in a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.services.referred import ASLEEP
from tests.ui.probes import grab, words
from tests.ui.referring.hands import agree, choose, dialog_of, open_page, rows, wait
from tipdesk.domain.slip_code import make_slip_code
from tipdesk.services.case.new_case import new_case
from tipdesk.services.drafts import find_drafts
from tipdesk.ui.access.questions import REASON
from tipdesk.ui.at_hand import find_at_hand
from tipdesk.ui.gates.offers import Step
from tipdesk.ui.records.section_form import SectionForm
from tipdesk.ui.referring.pane_card import PaneCard
from tipdesk.ui.referring.replying import CHECKED as CHECKED_HOW
from tipdesk.ui.referring.replying import WHOM
from tipdesk.ui.round import go_round
from tipdesk.ui.widgets.ask_dialog import AskDialog

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk

CHECKED = "rang_back_directory_number"


def test_ticks_that_were_taken_away_stay_away(desk: CasesDesk, case: bytes) -> None:
    """With no answer ticked the letter gives none, and so it is when the page was left and opened again."""
    page = open_page(desk, case)
    for box in page.fields.boxes.values():
        if box.isChecked():
            box.click()
    choose(page, "details", "A doctor, please.")
    page = wait(desk)
    assert not any("A doctor" in text for text in page.letter.texts)
    QTest.keyClick(page.send, Qt.Key.Key_Escape)
    page = open_page(desk, case)
    assert page.fields.ticked() == frozenset()


def test_looked_at_and_left_nothing_is_kept_and_half_a_word_is(desk: CasesDesk, case: bytes) -> None:
    """Without a key pressed there is no draft; what cannot be read yet comes back as it was typed."""
    for typed in ("", "sham"):
        [card] = desk.read(rows(desk, case, "Person")[0]).findChildren(PaneCard)
        desk.press(card.go)
        page = wait(desk)
        box = page.asking.frames["service"].editor.faces[0]
        box.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClicks(box, typed)
        QTest.keyClick(page.send, Qt.Key.Key_Escape)
        desk.settle()
        assert bool([one for one in find_drafts(desk.store) if case.hex() in one.key]) is bool(typed)
    [card] = desk.read(rows(desk, case, "Person")[0]).findChildren(PaneCard)
    desk.press(card.go)
    assert wait(desk).asking.frames["service"].editor.typed().endswith("sham")


def test_what_was_sent_elsewhere_is_not_gone_on_with(desk: CasesDesk, case: bytes) -> None:
    """Stopped once and sent from its own pane, a referral is over: *Refer…* at the need begins a further one."""
    page = open_page(desk, case)
    choose(page, "details", "A doctor, please.")
    desk.press(wait(desk).send)
    assert page.rules.isVisible()
    desk.screen.case.refers.close()
    desk.settle()
    agree(desk, case)
    [card] = desk.read(rows(desk, case, "Referral")[0]).findChildren(PaneCard)
    desk.press(card.go)
    desk.press(wait(desk).send)
    desk.screen.case.refers.close()
    desk.settle()
    page = open_page(desk, case)
    desk.press(page.send)
    assert [row["status"] for row in rows(desk, case, "Referral")] == ["sent", "sent"]


def test_a_proposal_that_goes_past_a_rule_is_still_a_proposal(desk: CasesDesk, case: bytes) -> None:
    """Propose is stopped, and gone on with as what was pressed: nothing is sent."""
    page = open_page(desk, case)
    page.recipients.list.choose(ASLEEP)
    page = wait(desk)
    desk.press(page.propose)
    page.rules.buttons["referral-proposed", Step.REVIEW].click()
    page.rules.ground.set_value("medical")
    page.rules.words.set_value("She is ill.")
    desk.press(page.rules.go)
    [referral] = rows(desk, case, "Referral")
    assert (referral["status"], referral["sent_at"]) == ("proposed", None)
    assert desk.screen.case.refers.page is None
    assert "Proposed" in desk.said.toasts[-1]


def test_a_letter_is_taken_back(desk: CasesDesk, case: bytes) -> None:
    """Why, and how the caller was checked, are asked for beside their fields; then it says so, the focus on *Back*."""
    agree(desk, case)
    desk.screen.window().activateWindow()
    page = open_page(desk, case)
    desk.press(page.send)
    following = desk.screen.case.refers.following
    assert following is not None
    QTest.keyClick(following.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert page._problem.isHidden(), "what was sent is not sent again, and refused"
    desk.press(following.view.revoke)
    dialog = dialog_of(desk)
    grab(dialog, "refer-revoke")
    for name, value in ((REASON, "She asked for it."), (CHECKED_HOW, CHECKED)):
        dialog.deed.click()
        desk.settle()
        assert dialog.field(name).problem()
        dialog.field(name).set_value(value)
        dialog.field(WHOM).set_value("Nurse Samplegood")
    dialog.deed.click()
    desk.settle()
    [referral] = rows(desk, case, "Referral")
    assert (referral["status"], referral["ended_why"]) == ("revoked", "She asked for it.")
    assert [row["recalled_at"] is not None for row in rows(desk, case, "Transfer")] == [True]
    assert "Revoked" in words(page)
    assert page.window().focusWidget() is page.back
    QTest.keyClick(page.back, Qt.Key.Key_Escape)
    desk.settle()
    [card] = desk.read(referral).findChildren(PaneCard)
    assert "Taken back" in words(card)
    desk.press(card.go)
    page = wait(desk)
    assert page.window().focusWidget() is page.back


def test_a_proposal_stands_among_the_referrals(desk: CasesDesk, case: bytes) -> None:
    """Proposed in one press, it leaves the page, and whoever may send it goes on with the same row."""
    agree(desk, case)
    desk.press(open_page(desk, case).propose)
    [proposed] = rows(desk, case, "Referral")
    assert proposed["status"] == "proposed"
    [card] = desk.read(proposed).findChildren(PaneCard)
    desk.press(card.go)
    page = wait(desk)
    grab(desk.screen.window(), "refer-proposed")
    desk.press(page.send)
    assert [(row.id, row["status"]) for row in rows(desk, case, "Referral")] == [(proposed.id, "sent")]


def test_an_answer_for_what_was_asked_before_is_dropped(desk: CasesDesk, case: bytes) -> None:
    """Agencies for a service that was taken back meanwhile are not listed, and a letter is hidden with the names."""
    agree(desk, case)
    page = open_page(desk, case)
    assert any("Invented Clinic" in text for text in page.letter.texts)
    desk.seat.names_switch.turn(is_on=True)
    assert not any("Invented Clinic" in text for text in page.letter.texts)
    desk.seat.names_switch.turn(is_on=False)
    choose(page, "service", "medical_general")
    choose(page, "service", None)
    desk.settle()
    assert page.recipients.chosen() is None
    assert not page.recipients.list.isVisible()


def test_a_consent_that_was_begun_leads_back_to_its_button(desk: CasesDesk, case: bytes) -> None:
    """Recording what she says, and leaving it, ends where it began."""
    page = open_page(desk, case)
    page.window().activateWindow()
    desk.press(page.basis.record)
    [form] = page.findChildren(SectionForm)
    desk.press(form.cancel)
    assert page.window().focusWidget() is page.basis.record


def test_what_refer_writes_is_offered_nowhere_else(desk: CasesDesk, case: bytes) -> None:
    """Ctrl+K and the panes offer no reply, and nobody in what left: *Refer* writes them with all that follows."""
    agree(desk, case)
    desk.press(open_page(desk, case).send)
    desk.screen.case.refers.close()
    desk.settle()
    for record in ("Referral", "Transfer"):
        desk.read(rows(desk, case, record)[0])
        found = {one.text for one in find_at_hand(desk.screen)}
        assert "Add: Referral" in found
        assert not [one for one in found if one.startswith(("Add: Person in what", "Add: Reply", "Replies to"))]


def test_f6_goes_round_the_page(desk: CasesDesk, case: bytes) -> None:
    """From what is asked to the letter, the foot, and out to the head of the case."""
    page = open_page(desk, case)
    page.window().activateWindow()
    next(iter(page.fields.boxes.values())).setFocus()
    for there in (page.letter, page.send):
        go_round(desk.screen.parts())
        assert page.window().focusWidget() is there
    go_round(desk.screen.parts())
    assert not page.isAncestorOf(page.window().focusWidget())


def test_a_slip_that_led_to_nothing_asks_nothing_later(desk: CasesDesk, case: bytes) -> None:
    """Its case was left before it came: opened again for something else, it asks for no answer."""
    agree(desk, case)
    desk.press(open_page(desk, case).send)
    [referral] = rows(desk, case, "Referral")
    desk.screen.case.leave()
    desk.open(new_case(desk.store, {"case": {"title": "Other heron 13"}}).id)
    desk.screen.case.answer(referral.id, make_slip_code(referral.id))
    desk.open(case)
    assert not [one for one in desk.screen.window().findChildren(AskDialog) if one.isVisible()]
