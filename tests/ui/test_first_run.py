"""The first run on an empty folder: a post, headquarters, training; the forms refuse what cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt

from tests.ui.desktops import CHEAPEST, PASSPHRASE, PATIENCE_MS, Program, press, tab_to, type_keys
from tests.ui.probes import grab, unnamed_widgets, unreached_widgets, words
from tipdesk.adapters.keys.recovery import make_recovery, split
from tipdesk.domain.errors import Trouble
from tipdesk.homes.cards import shown_cards
from tipdesk.homes.first_run import HomeMaker
from tipdesk.homes.founding import make_headquarters
from tipdesk.homes.sessions import Session
from tipdesk.homes.training import TRAINING_PASSPHRASE, training_folder
from tipdesk.services.closed_homes import Answers
from tipdesk.services.documents.recovery_card import make_recovery_cards
from tipdesk.services.headquarters.directory.add_post import add_post
from tipdesk.services.headquarters.enrolment.enrol_device import enrol_device
from tipdesk.services.headquarters.keys.see_keys import see_keys
from tipdesk.services.my_work.my_work import my_work
from tipdesk.ui.first_run.page import make_page
from tipdesk.ui.first_run.view import FirstRunView
from tipdesk.ui.lanes import Lane, Lanes
from tipdesk.ui.unlock.view import UnlockView
from tipdesk.ui.widgets.banner import Banner

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from tipdesk.services.documents.recovery_card import RecoveryCard
    from tipdesk.ui.first_run.making import Maker
    from tipdesk.ui.theme import Theme


ASKED = "From the paper, the custodian types two of the words:"
WRONG = ("academic", "acid")  # two words a card may have: whichever it has not in that place


class FakeChoosing:
    """Always chooses one folder."""

    def __init__(self, chosen: Path) -> None:
        self.chosen = chosen

    def folder(self, parent: QWidget, title: str) -> Path | None:
        return self.chosen

    def file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        return None

    def target(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        return self.chosen / name


@pytest.fixture
def program(theme: Theme, tmp_path: Path) -> Program:
    """The program over an empty folder."""
    return Program(theme, tmp_path / "home")


def begin(program: Program, qtbot: QtBot) -> FirstRunView:
    """Return the first window once it has the focus."""
    view = program.begin()
    assert isinstance(view, FirstRunView)
    qtbot.waitUntil(view.isActiveWindow)
    return view


def test_a_post_begins_by_keyboard(program: Program, qtbot: QtBot) -> None:
    """Login, passphrase twice: a home is made, thirty digits are shown, and the window opens with its Home."""
    view = begin(program, qtbot)
    grab(view, "first-run")
    tab_to("This PC is at a post")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(view.post.isVisible)
    tab_to("Officer's login name")
    type_keys("joan")
    for name in ("Passphrase", "Passphrase again"):
        tab_to(name)
        type_keys(PASSPHRASE)
    grab(view, "first-post")
    tab_to("Make it")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(view.result.isVisible, timeout=PATIENCE_MS)
    digits = [text for text in words(view.result).split("\n") if text.replace(" ", "").isdigit()]
    assert [len(text.replace(" ", "")) for text in digits] == [30]
    assert view.post.edit.line.text() == ""
    grab(view, "first-result")
    tab_to("Open TIPdesk")
    press(Qt.Key.Key_Return)
    shell = program.wait_for_shell(qtbot)
    assert shell.top.title.text() == "Home"
    program.end()


def test_six_words_are_strong_and_shown(program: Program, qtbot: QtBot) -> None:
    """The suggestion is filled in, shown to be written down, judged strong, and asks to be typed once more."""
    view = begin(program, qtbot)
    view.show_step(view.post)
    tab_to("Suggest six words")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "strong enough" in words(view.post), timeout=PATIENCE_MS)
    phrase = view.post.edit.line.text()
    assert len(phrase.split()) == 6
    assert phrase in words(view.post)
    program.end()


def test_the_form_refuses_what_cannot_be(program: Program, qtbot: QtBot) -> None:
    """Nothing typed, then two passphrases that differ, then a weak one: each is told, and nothing is made."""
    view = begin(program, qtbot)
    view.show_step(view.post)
    tab_to("Make it")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(view.post.problems.isVisible)
    assert "Officer's login name: This is needed." in view.post.problems.accessibleDescription()
    view.post.login.set_value("joan")
    view.post.edit.set_value("fifteen letters")
    tab_to("Passphrase again")
    type_keys("another text")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "differ" in view.post.problems.accessibleDescription())
    tab_to("Passphrase again")
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    view.post.edit.set_value("aaaaaaaaaaaaaaaaaaa")
    type_keys("aaaaaaaaaaaaaaaaaaa")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "guess" in view.post.problems.accessibleDescription(), timeout=PATIENCE_MS)
    assert not program.home.joinpath("store.db").exists()
    program.end()


def test_every_step_is_named_and_reached(program: Program, qtbot: QtBot) -> None:
    """A screen reader names every control of every step, and Tab reaches it."""
    view = begin(program, qtbot)
    for step in (view.choice, view.post, view.headquarters):
        view.show_step(step)
        assert unnamed_widgets(view) == []
        assert unreached_widgets(view) == []
    grab(view, "first-headquarters")
    program.end()


def take_card(view: FirstRunView, qtbot: QtBot, card: RecoveryCard) -> None:
    """Be the custodian of a card: read the words, have them on paper, type two of them back by keyboard."""
    qtbot.waitUntil(view.cards.sheet.isVisible)
    written = {f"{place:>2}  {word}" for place, word in enumerate(card.words, 1)}
    qtbot.waitUntil(lambda: written <= set(words(view.cards).split("\n")))
    tab_to("It is on paper: ask for two words")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(view.cards.asking.isVisible)
    low, high = card.asked_positions
    asked = [card.title, ASKED, *(f"&Word {place + 1}" for place in (low, high))]
    assert [line for line in words(view.cards).split("\n") if line] == asked  # and so not a word of the card
    for place, typed in ((low, card.words[low]), (high, WRONG[card.words[high] == WRONG[0]])):
        tab_to(f"Word {place + 1}")
        type_keys(typed)
    tab_to("Confirm")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "not that word" in words(view.cards))
    view.cards.asked[1].set_value(card.words[high].upper())
    view.cards.confirm.click()


def test_headquarters_begins_and_its_pages_are_there(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    """Three custodians take their cards, each types two words back; then headquarters' pages are there."""
    view = begin(program, qtbot)
    view.show_step(view.headquarters)
    [name] = view.headquarters.extra
    name.set_value("Home Affairs")
    view.headquarters.login.set_value("admin")
    view.headquarters.edit.set_value(PASSPHRASE)
    tab_to("Passphrase again")
    type_keys(PASSPHRASE)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(view.cards.isVisible, timeout=PATIENCE_MS)
    grab(view, "first-card")
    made: list[RecoveryCard] = []
    for number in range(3):
        made.append(view.cards.card)
        assert made[-1].title == f"Card {number + 1} of 3"
        take_card(view, qtbot, made[-1])
    qtbot.waitUntil(view.result.isVisible)
    assert len({card.words for card in made}) == 3
    grab(view, "first-headquarters-ready")
    tab_to("Open TIPdesk")
    press(Qt.Key.Key_Return)
    shell = program.wait_for_shell(qtbot)
    shell.open_page("posts")
    assert not see_keys(program.desktop.window.session.desk).are_cards_pending
    program.end()


def test_training_lies_beside_and_says_so(program: Program, qtbot: QtBot) -> None:
    """The training home is another folder, opens with the passphrase it shows, and every page bears the banner."""
    begin(program, qtbot)
    tab_to("Try it with training data")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(program.front, UnlockView), timeout=PATIENCE_MS)
    assert not program.home.exists()
    assert training_folder(program.home).is_dir()
    assert TRAINING_PASSPHRASE in words(program.front)
    grab(program.front, "unlock-training")
    view = program.front
    assert isinstance(view, UnlockView)
    qtbot.waitUntil(view.edit.line.hasFocus)
    type_keys(TRAINING_PASSPHRASE)
    press(Qt.Key.Key_Return)
    shell = program.wait_for_shell(qtbot)
    for page in ("home", "my-work", "worry"):
        shell.open_page(page)
        shown = [banner.accessibleName() for banner in shell.findChildren(Banner) if banner.isVisible()]
        assert any("Training data" in text for text in shown)
    shell.open_page("my-work")
    assert my_work(program.desktop.window.session.desk).cases
    grab(shell, "training")
    program.end()


def test_the_request_is_written_to_the_stick(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    """“Save the request” writes the document that headquarters grants, given the digits that were shown."""
    maker: Maker = HomeMaker(tmp_path / "post")
    lanes = Lanes(dict.fromkeys(Lane, maker), on_problem=print, on_crash=print)
    stick = tmp_path / "stick"
    stick.mkdir()
    opened: list[object] = []
    view = make_page(lanes, opened.append, FakeChoosing(stick))
    qtbot.addWidget(view)
    view.show()
    view.post_asked.emit(Answers("joan", PASSPHRASE))
    qtbot.waitUntil(view.result.isVisible, timeout=PATIENCE_MS)
    view.save_asked.emit()
    qtbot.waitUntil(lambda: any(file.suffix == ".tiprequest" for file in stick.iterdir()))
    digits = next(text for text in words(view.result).split("\n") if text.replace(" ", "").isdigit())
    view.done.emit()
    lanes.close()
    founded = make_headquarters(tmp_path / "hq", "Unit", "admin", PASSPHRASE, cost=CHEAPEST)
    add_post(founded.session.desk, "VFT", "Vieux Fort", "seaport")
    [file] = stick.iterdir()
    _device, grant = enrol_device(founded.session.desk, file.read_bytes(), "VFT", digits)
    assert grant
    founded.session.close()
    [session] = opened
    assert isinstance(session, Session)
    session.close()


def test_a_card_is_written_to_be_printed(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    """“Save as PDF” writes the card at the screen: its words and nothing of the next one's; a gone folder is told."""
    maker: Maker = HomeMaker(tmp_path / "hq")
    lanes = Lanes(dict.fromkeys(Lane, maker), on_problem=print, on_crash=print)
    choosing = FakeChoosing(tmp_path)
    view = make_page(lanes, lambda _session: None, choosing)
    qtbot.addWidget(view)
    view.show()
    cards = make_recovery_cards(split(make_recovery().secret), "Home Affairs", "12345 " * 6, "1 January 2026")
    view.show_cards(shown_cards(cards))
    view.cards.save.click()
    qtbot.waitUntil((tmp_path / "card.pdf").exists)
    qtbot.waitUntil(lambda: "Written as card.pdf" in words(view.cards))
    printed = PdfDocument(tmp_path / "card.pdf")[0].get_textpage().get_text_range()
    assert "Card 1 of 3" in printed
    choosing.chosen = tmp_path / "gone"
    view.cards.save.click()
    qtbot.waitUntil(lambda: "Written as" not in words(view.cards) and "card" in words(view.cards))
    lanes.close()


def test_a_stick_that_is_gone_is_told(tmp_path: Path) -> None:
    """Writing the request to a folder that is not there is a trouble, not a crash."""
    with pytest.raises(Trouble):
        HomeMaker(tmp_path).write_request(tmp_path / "gone", b"request")
