"""The page Refer in a window: from a person to a letter that was sent, by keyboard, and on to what they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from tests.services.papers import pages_of
from tests.services.referred import ASLEEP, CLINIC, GROWN
from tests.ui.probes import grab, unnamed_widgets, unreached_widgets, words
from tests.ui.referring.hands import agree, dialog_of, open_page, rows, wait
from tipdesk.domain.slip_code import make_slip_code
from tipdesk.services.drafts import find_drafts
from tipdesk.services.referring.preview_referral import NO_NUMBER
from tipdesk.ui.gates.offers import Step
from tipdesk.ui.records.section_form import SectionForm
from tipdesk.ui.referring.pane_card import PaneCard

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.invented import CasesDesk

CHECKED = "rang_back_directory_number"


def test_from_a_need_to_a_letter_that_was_answered(desk: CasesDesk, case: bytes, tmp_path: Path) -> None:
    """The need fills the page, the letter stands beside it, Ctrl+Enter sends and prints it, a slip answers it."""
    agree(desk, case)
    page = open_page(desk, case)
    assert page.asking.answers()["service"] == "medical_general"
    assert page.asking.answers()["urgency"] == "same_day"
    assert "Agreed" in page.basis.told.text()
    assert not any(str(GROWN["given_names"]) in text for text in page.letter.texts)
    page.fields.boxes["Person.given_names"].click()
    page.asking.frames["details"].editor.faces[0].setFocus()
    QTest.keyClicks(page.asking.frames["details"].editor.faces[0], "A doctor, please.")
    wait(desk)
    assert any(str(GROWN["given_names"]) in text for text in page.letter.texts)
    assert rows(desk, case, "Referral") == ()
    assert page.letter.texts[0] == NO_NUMBER  # the directory of this post has none
    grab(desk.screen.window(), "refer-asked")
    QTest.keyClick(
        page.asking.frames["details"].editor.faces[0], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    desk.settle()
    [referral], [transfer] = rows(desk, case, "Referral"), rows(desk, case, "Transfer")
    assert (referral["status"], transfer["status"]) == ("sent", "sent")
    assert "Person.given_names" in transfer["fields_shared"]  # type: ignore[operator] # a set
    [paper] = tmp_path.glob("*.pdf")
    text = " ".join(pages_of(paper.read_bytes()))
    assert make_slip_code(referral.id) in text
    assert str(GROWN["given_names"]) in text
    assert "PREVIEW" not in text
    assert find_drafts(desk.store) == []
    answered(desk, case, make_slip_code(referral.id))


def answered(desk: CasesDesk, case: bytes, code: str) -> None:
    """Type the code of a slip and what is ticked on it."""
    [referral] = rows(desk, case, "Referral")
    following = desk.screen.case.refers.following
    assert following is not None
    assert "Their answer is due by" in words(following.view)
    desk.screen.case.answer(referral.id, code)
    dialog = dialog_of(desk)
    for name, value in {"answer": "accepted", "replied_by": "Nurse Samplegood"}.items():
        dialog.field(name).set_value(value)
    dialog.deed.click()
    desk.settle()
    assert rows(desk, case, "Referral")[0]["status"] == "accepted"
    page = desk.screen.case.refers.page
    assert page is not None
    assert "Nurse Samplegood" in words(page)
    grab(desk.screen.window(), "refer-answered")


def test_what_was_chosen_stays_while_another_service_is_typed(desk: CasesDesk, case: bytes) -> None:
    """Half a word undoes neither ticks nor agency; the ticks are also there once the letter is for something else."""
    page = open_page(desk, case)
    for name in ("Person.given_names", "Person.sex"):
        page.fields.boxes[name].click()
    wait(desk)
    chosen, ticked = page.recipients.chosen(), page.fields.ticked()
    assert chosen is not None
    assert "Person.given_names" in ticked
    assert "Person.sex" not in ticked
    box = page.asking.frames["service"].editor.faces[0]
    assert isinstance(box, QComboBox)
    line = box.lineEdit()
    assert line is not None
    line.selectAll()
    QTest.keyClicks(line, "leg")
    wait(desk)
    assert page.fields.ticked() == ticked
    assert page.recipients.chosen() == chosen
    line.clear()
    page.asking.frames["service"].editor.changed.emit()
    wait(desk)
    assert page.recipients.chosen() is None
    QTest.keyClicks(line, "Legal aid")
    wait(desk)
    assert page.asking.answers()["service"] == "legal_aid"
    again = page.recipients.chosen()
    assert again is not None
    assert again.agency == chosen.agency
    assert "Person.citizenships" in page.fields.ticked(), "what nobody has chosen is as the letter begins"
    assert "Person.given_names" in page.fields.ticked()
    assert "Person.sex" not in page.fields.ticked()


def test_what_gates_stop_says_why_and_is_kept(desk: CasesDesk, case: bytes) -> None:
    """Without her agreement nothing leaves: the rules lead to the form of a consent, here; a draft row is kept."""
    page = open_page(desk, case)
    desk.press(page.send)
    assert page.rules.isVisible()
    assert "unless the person agreed" in words(page.rules)
    [draft] = rows(desk, case, "Referral")
    assert (draft["status"], draft["sent_at"]) == (None, None)
    grab(desk.screen.window(), "refer-stopped")
    [lead] = [one for one in page.rules.buttons.values() if one.text() == "Add: Consent"][:1]
    desk.press(lead)
    assert "New: Consent" in words(page)
    [form] = page.findChildren(SectionForm)
    desk.press(form.cancel)
    assert page.window().focusWidget() is page.send, "the page takes the focus back, not whatever Qt finds"
    assert not page.rules.isVisible(), "what the rules said is asked anew"
    desk.screen.case.refers.close()
    desk.settle()
    agree(desk, case)
    pane = desk.read(rows(desk, case, "Referral")[0])
    [card] = pane.findChildren(PaneCard)
    assert "Not sent yet" in words(card)
    desk.press(card.go)
    page = wait(desk)
    chosen = page.recipients.chosen()
    assert chosen is not None
    assert chosen.agency == CLINIC
    desk.press(page.send)
    assert [(row.id, row["status"]) for row in rows(desk, case, "Referral")] == [(draft.id, "sent")]


def test_who_acts_now_says_on_which_basis(desk: CasesDesk, case: bytes, tmp_path: Path) -> None:
    """Going past her agreement asks first on what else it rests; then it leaves, is reviewed, and has its letter."""
    page = open_page(desk, case)
    desk.press(page.send)
    for basis in (None, "vital_interest"):
        if basis is not None:
            page.basis.frames["basis"].set_value(basis)
            page.basis.changed.emit()
            wait(desk)
        page.rules.buttons["transfer-consent", Step.REVIEW].click()
        page.rules.ground.set_value("medical")
        page.rules.words.set_value("She is ill.")
        page.rules.go.click()
        desk.settle()
        assert bool(page.basis.frames["basis"].problem()) is (basis is None)
    assert [row["status"] for row in rows(desk, case, "Referral")] == ["sent"]
    assert [row["gate"] for row in rows(desk, case, "Review")] == ["transfer-consent"]
    assert list(tmp_path.glob("*.pdf"))


def test_what_is_typed_is_a_draft_and_everything_is_reached(desk: CasesDesk, case: bytes) -> None:
    """Left and opened again, the page has what was typed; every control is named, and Tab comes to each."""
    page = open_page(desk, case)
    page.asking.frames["details"].set_value("Half a sentence")
    page.asking.changed.emit()
    assert unnamed_widgets(page) == []
    desk.screen.window().activateWindow()
    desk.settle()
    assert unreached_widgets(desk.screen) == []
    shown = words(page)
    QTest.keyClick(page.send, Qt.Key.Key_Escape)
    desk.settle()
    assert desk.screen.case.refers.page is None
    again = open_page(desk, case)
    assert again.asking.answers()["details"] == "Half a sentence"
    again.recipients.list.choose(ASLEEP)
    wait(desk)
    assert "Refer" in shown
    assert "Not active, as the directory says" in str(again.recipients.list.current())
