"""The card "Who can open this" and the button "Send to these people only", as an officer uses them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.invented import CasesDesk, open_desk
from tests.ui.probes import grab, unnamed_widgets, unreached_widgets, words
from tipdesk.adapters.keys.ring import OfficerKeyRing
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.adapters.keys.vault import OfficerKeys
from tipdesk.domain.values import Sealed
from tipdesk.homes.founding import make_headquarters
from tipdesk.homes.sessions import Session
from tipdesk.services.case.holders import HolderLine, Holders
from tipdesk.services.case.new_case import new_case
from tipdesk.services.desk import Actor
from tipdesk.services.directory.find_people import find_people
from tipdesk.services.headquarters.directory.officers import add_officer
from tipdesk.services.headquarters.directory.registry import OFFICER, get_officer
from tipdesk.services.headquarters.directory.writing import change_of, write_directory
from tipdesk.services.link_desk import LinkDesk
from tipdesk.ui.case.openers_card import OpenersCard
from tipdesk.ui.widgets.people_dialog import PeopleDialog

PASSPHRASE = "correct horse battery staple lamp river"
CASE = {"title": "Amber heron 42", "summary": "Invented for a test."}
DOCUMENT = {
    "case": CASE,
    "records": [
        {"record": "Person", "fields": {"family_name": "Inventedperson", "whereabouts": "Invented road 5"}},
        {"record": "Note", "fields": {"text": "Invented note."}},
    ],
}


@dataclass
class Office:
    """Headquarters with two colleagues who have keys."""

    session: Session
    rings: dict[str, OfficerKeyRing]

    def officer(self, login: str) -> bytes:
        """Return the id of a colleague."""
        with self.session.desk.read() as reader:
            return get_officer(reader, login).id

    def desk(self, login: str) -> LinkDesk:
        """Return the desk of a colleague."""
        actor = Actor(self.officer(login), login, frozenset({"investigator", "coordinator"}))
        work = partial(self.session.store.work, actor)
        return replace(self.session.desk, actor=actor, work=work, looks=None, officer_keys=self.rings[login], looked={})


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The office, made once."""
    folder = tmp_path_factory.mktemp("office") / "hq"
    made = Office(make_headquarters(folder, "Home Affairs", "admin", PASSPHRASE, cost=FLOOR).session, {})
    for login, name in (("bpierre", "Bernice Pierre"), ("cjoseph", "Cletus Joseph")):
        ring = made.rings[login] = OfficerKeyRing(OfficerKeys.generate())
        desk = made.session.desk
        add_officer(desk, login, "HQ", ["investigator"], name)
        with desk.work() as work:
            seen = get_officer(work, login)
            keys = {"seal_key": ring.seal_key, "sign_key": ring.sign_key}
            write_directory(desk, work, [change_of(OFFICER, seen.id, keys, seen)])
    yield made
    made.session.close()


@pytest.fixture
def desk(office: Office, qtbot: QtBot, theme: object) -> Iterator[CasesDesk]:
    """The page of cases, at the size that the smallest window leaves it."""
    with open_desk(office.session.desk, qtbot) as opened:
        yield opened


def card_of(desk: CasesDesk) -> OpenersCard:
    """Return the card of the open case."""
    return desk.screen.case_view.summary.openers


def opened(office: Office, desk: CasesDesk) -> bytes:
    """Record a case and open it."""
    case = new_case(office.session.desk, DOCUMENT).id
    desk.open(case)
    return case


def dialog_of(desk: CasesDesk, qtbot: QtBot) -> PeopleDialog:
    """Wait for the dialog that asks for people."""
    qtbot.waitUntil(lambda: bool(desk.screen.window().findChildren(PeopleDialog)))
    [dialog] = desk.screen.window().findChildren(PeopleDialog)
    return dialog


def test_the_card_lets_in_removes_and_restricts(office: Office, desk: CasesDesk, qtbot: QtBot) -> None:
    """Holders by name; ticking a colleague lets them in; removing says what it cannot undo; raising seals all of it."""
    case, card = opened(office, desk), card_of(desk)
    assert card.texts() == ["admin (you)", "Headquarters' case unit", "Recovery, by two of three custodians"]
    assert [one.name for one in find_people(office.session.desk)] == ["Bernice Pierre", "Cletus Joseph"]
    card.let_in.click()
    dialog = dialog_of(desk, qtbot)
    assert not dialog.confirm.isEnabled()
    dialog.list.setCurrentRow(0)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.keys() == [office.officer("bpierre")]
    dialog.confirm.click()
    desk.settle()
    assert "Bernice Pierre: Let in by name" in card.texts()
    [remove] = [one for one in card.findChildren(QPushButton) if one.accessibleName() == "Remove Bernice Pierre"]
    remove.click()
    [box] = desk.screen.window().findChildren(QMessageBox)
    assert "stays with them" in box.text()
    box.buttons()[0].click()
    desk.settle()
    assert "Bernice Pierre: Removed: keeps what was before" in card.texts()
    card.restrict.click()
    dialog = dialog_of(desk, qtbot)
    dialog.tick(office.officer("cjoseph"))
    grab(dialog, "these-people-asked")
    dialog.confirm.click()
    desk.settle()
    assert card.restrict.isHidden()
    grab(desk.screen.window(), "these-people")
    assert any(text.startswith("Cletus Joseph") for text in card.texts())
    with office.session.desk.read() as reader:
        notes = reader.find_rows(desk.workspace().notes[0].record, case=case)
    assert isinstance(notes[0]["text"], Sealed)
    assert desk.workspace().notes[0]["text"] == "Invented note."


def test_what_stays_readable_is_told(desk: CasesDesk, office: Office) -> None:
    """How many entries had left before the raise stands on the card until none is left; an unsigned holder is named."""
    opened(office, desk)
    card = card_of(desk)
    assert card.left_open.isHidden()
    card.show_left_open(3)
    assert card.left_open.accessibleName().startswith("3 earlier entries had left this PC")
    assert not card.left_open.isHidden()
    nothing = {"has_key": False, "is_named": False, "is_removed": False, "is_self": False}
    doubted = HolderLine("officer", b"o" * 16, "Delia Intruder", **nothing, is_doubted=True)
    card.show_holders(Holders(is_restricted=True, has_keys=True, lines=(doubted,), may_decide=True))
    assert card.texts() == ["Delia Intruder: Not verified: no officer signed this"]
    assert not [one for one in card.findChildren(QPushButton) if one.accessibleName().startswith("Remove")]
    card.show_left_open(0)
    assert card.left_open.isHidden()


def test_a_refusal_stands_on_the_card(office: Office, desk: CasesDesk, qtbot: QtBot) -> None:
    """What cannot be done says so, in the words of the verb, and leaves the card as it is."""
    opened(office, desk)
    card = card_of(desk)
    for _time in range(2):
        card.restrict.setVisible(True)
        card.restrict.click()
        dialog_of(desk, qtbot).confirm.click()
        desk.settle()
        qtbot.waitUntil(lambda: not desk.screen.window().findChildren(PeopleDialog))
    assert "Name one more who can open the case" in "\n".join(one.text() for one in card.findChildren(QLabel))


def test_sealed_answers_say_so_to_others(office: Office, qtbot: QtBot, theme: object) -> None:
    """A colleague who may open the case but holds no key reads that answers are sealed, and is offered no deed."""
    episode = {"record": "Episode", "fields": {"person": "@p", "acts": ["recruitment"]}}
    role = {"record": "CaseRole", "fields": {"person": "@p", "role": "potential_victim"}}
    people = [{"record": "Person", "key": "@p", "fields": {"family_name": "Inventedperson"}}, episode, role]
    made = new_case(office.session.desk, {"case": {**CASE, "sealing": "restricted"}, "records": people})
    with open_desk(office.desk("bpierre"), qtbot) as desk:
        view = desk.open(made.id)
        assert "Summary: Sealed: these people only" in view.summary._facts.texts()
        assert not card_of(desk).let_in.isVisible()
        assert view.header._hidden.isHidden()
        assert view.header.line.sealing.isVisible()
        assert view.summary.elements.texts() == ["Sealed: these people only"]
        view.show_tab("people")
        grab(desk.screen.window(), "these-people-to-others")
        sections = desk.read(desk.workspace().people[0].person).body.sections
        assert any("Sealed: these people only" in words(section.facts) for section in sections)
        assert [
            one for one in desk.pane().body.findChildren(QPushButton) if one.isVisible() and one.text() == "Show"
        ] == []


def test_the_card_is_for_the_keyboard_too(office: Office, desk: CasesDesk) -> None:
    """Every part of the card has a name and can be reached by Tab."""
    opened(office, desk)
    assert unnamed_widgets(card_of(desk)) == []
    assert unreached_widgets(desk.screen) == []
