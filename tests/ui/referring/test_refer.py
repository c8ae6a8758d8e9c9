"""The page Refer in a window: from a person to a letter that was sent, by keyboard, and on to what they answer."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.services.papers import pages_of
from tests.services.referred import AGENCIES, ASLEEP, CLINIC, GROWN, POINTS
from tests.ui.invented import PASSPHRASE, CasesDesk, open_desk
from tests.ui.probes import grab, unnamed_widgets, unreached_widgets, words
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.domain.slip_code import make_slip_code
from tipdesk.homes.founding import make_headquarters
from tipdesk.homes.papers import Papers
from tipdesk.homes.printing import print_case
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.drafts import find_drafts
from tipdesk.services.fields import change_of_new
from tipdesk.services.look import look
from tipdesk.ui.gates.offers import Step
from tipdesk.ui.records.section_form import SectionForm
from tipdesk.ui.referring.pane_card import PaneCard
from tipdesk.ui.widgets.ask_dialog import AskDialog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from tipdesk.domain.rows import Row
    from tipdesk.homes.sessions import Session
    from tipdesk.ui.referring.page import ReferPage

CHECKED = "rang_back_directory_number"
NEED = {"kind": "medical_general", "priority": "high", "wish": "wanted", "status": "open"}


class Here:
    """Chooses a file in a folder, and asks nobody."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def folder(self, _parent: QWidget, _title: str) -> Path | None:
        return self.place

    def file(self, _parent: QWidget, _title: str, _kinds: str) -> Path | None:
        return None

    def target(self, _parent: QWidget, _title: str, name: str, _kinds: str) -> Path | None:
        return self.place / name


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Headquarters with a directory of agencies, made once."""
    folder = tmp_path_factory.mktemp("office") / "hq"
    session = make_headquarters(folder, "Home Affairs", "admin", PASSPHRASE, cost=FLOOR).session
    with session.desk.work() as unit:
        changes = [change_of_new(BY_NAME["Agency"], row, told) for row, told in AGENCIES.items()]
        unit.append(Scope.DIRECTORY, None, changes)
    yield session
    session.close()


@pytest.fixture
def desk(office: Session, qtbot: QtBot, theme: object, tmp_path: Path) -> Iterator[CasesDesk]:
    """The page of cases at the size that the smallest window leaves it."""
    printing = (print_case, Path.write_bytes, Here(tmp_path))
    actor = replace(office.desk.actor, roles=office.desk.actor.roles | {"victim_support"})
    carer = replace(office.desk, actor=actor, work=partial(office.store.work, actor))
    with open_desk(carer, qtbot, printing=printing) as opened:
        opened.seat.papers = Papers()
        yield opened


@pytest.fixture
def case(desk: CasesDesk) -> bytes:
    """A case with a woman who needs a doctor."""
    people = {"record": "Person", "key": "p", "fields": dict(GROWN)}
    made = new_case(
        desk.store,
        {
            "case": {"title": "Blue heron 12", "status": "open"},
            "records": [
                people,
                {"record": "CaseRole", "fields": {"person": "p", "role": "potential_victim"}},
                {"record": "Need", "fields": {"person": "p", **NEED}},
            ],
        },
    )
    desk.open(made.id)
    return made.id


def rows(desk: CasesDesk, case: bytes, record: str) -> tuple[Row, ...]:
    """Return the rows of a record as they stand in the store."""
    return look(desk.store, case).of(record)


def agree(desk: CasesDesk, case: bytes) -> None:
    """Record that she agrees that the clinic is told."""
    [person] = rows(desk, case, "Person")
    given = {"person": person.id, "scope": "share_with_agency", "agency": CLINIC, "points": POINTS, "how": "said"}
    given |= {"language": "eng", "status": "given", "given_by": "self", "form": "signed_paper"}
    add_record(desk.store, case, BY_NAME["Consent"], given)
    desk.settle()


def wait(desk: CasesDesk) -> ReferPage:
    """Return the page once the letter that was asked for is there."""
    page = desk.screen.case.refers.page
    assert page is not None
    asking = desk.screen.case.refers.asking
    desk.settle()
    if asking is not None:
        asking._soon.stop()
        asking._ask_letter()
    desk.settle()
    return page


def open_page(desk: CasesDesk, case: bytes) -> ReferPage:
    """Press *Refer…* in the pane of her need."""
    [need] = rows(desk, case, "Need")
    pane = desk.read(need)
    [card] = pane.findChildren(PaneCard)
    desk.press(card.go)
    page = wait(desk)
    page.recipients.choose(CLINIC)
    return wait(desk)


def dialog_of(desk: CasesDesk) -> AskDialog:
    """Return the dialog that was opened last."""
    desk.settle()
    return desk.screen.window().findChildren(AskDialog)[-1]


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


def test_what_gates_stop_says_why_and_is_kept(desk: CasesDesk, case: bytes) -> None:
    """Without her agreement nothing leaves: the rules lead to the form of a consent, here; a draft row is kept."""
    page = open_page(desk, case)
    desk.press(page.send)
    assert page.rules.isVisible()
    assert "agreement of the person" in words(page.rules)
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
    again.recipients.choose(ASLEEP)
    wait(desk)
    assert "Refer" in shown
    assert "Not active, as the directory says" in str(again.recipients.list.current())
