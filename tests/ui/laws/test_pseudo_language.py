"""In the pseudo-language every page speaks it, and all of it fits the smallest window: no translation is left out.

Its texts are made from the template here (`installer/pseudo`), in brackets and two fifths longer than English.
"""

from __future__ import annotations

import gettext
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from installer import pseudo
from tests.ui.desktops import Program, make_home
from tests.ui.pseudo_walk import Looked, look_at_dialogs, look_at_editors, make_world, others_on, titles_of, walk
from tests.ui.pseudo_words import cut, untranslated
from tipdesk.adapters.system.catalogue import DOMAIN
from tipdesk.services.voice import speak
from tipdesk.ui.about.page import AboutPage
from tipdesk.ui.first_run.view import FirstRunView

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.linked import World
    from tipdesk.ui.theme import Theme


@pytest.fixture(scope="module", autouse=True)
def spoken(translations: Path) -> Iterator[None]:
    """The program speaks the pseudo-language in this file, and English again after it."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("tipdesk.adapters.system.catalogue.path_of", lambda _name: translations)
        speak(gettext.translation(DOMAIN, translations, [pseudo.CODE]))
        yield
    speak(gettext.NullTranslations())


@pytest.fixture(scope="module")
def world(spoken: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, bytes]]:
    """Headquarters and a post with a case, both opened in the pseudo-language."""
    made, case = make_world(tmp_path_factory.mktemp("world"))
    yield made, case
    made.post.close()
    made.headquarters.close()


@pytest.mark.parametrize("end", ["post", "headquarters"])
def test_every_page_speaks_and_fits(world: tuple[World, bytes], theme: Theme, end: str, qtbot: QtBot) -> None:
    """All pages, all tabs of a case, commands, menus and shortcuts: nothing in English, nothing cut."""
    session = getattr(world[0], end)
    looked = Looked(titles_of(session))
    walk(theme, session, world[1], looked, end)
    assert looked.told() == []
    assert looked.places >= 20


def test_every_editor_speaks_and_fits(world: tuple[World, bytes], theme: Theme, qtbot: QtBot) -> None:
    """The form of each record: labels, help, answers to choose from, and no scrolling sideways."""
    looked = Looked()
    look_at_editors(world[0].post, looked)
    assert looked.told() == []


def test_every_dialog_speaks_and_fits(theme: Theme, qtbot: QtBot) -> None:
    """Who may see a case, the PIN, the cover, and the page that tells of a bug."""
    looked = Looked("ValueError")
    look_at_dialogs(looked)
    assert looked.told() == []


def test_the_unlock_window_speaks_and_fits(
    theme: Theme, qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What it shows first, each deed without a passphrase, and each way of somebody who cannot unlock."""
    looked, program = Looked(), Program(theme, make_home(tmp_path_factory.mktemp("locked") / "home"))
    view = program.unlock_window(qtbot)
    looked.at("unlock", view)
    deeds = program.desktop.deeds
    assert deeds is not None
    row = deeds.row
    for name, press in (
        ("report", row.report_pressed),
        ("numbers", row.numbers_pressed),
        ("sending", row.sending_pressed),
    ):
        press.emit()
        looked.at(f"unlock-{name}", view)
        view.bring_back()
    view.version_pressed.emit()
    page = program.page(AboutPage)
    qtbot.waitUntil(lambda: page.components.model.rowCount() > 0 and bool(page.facts.texts()))
    looked.others |= others_on(page)
    looked.at("unlock-about", view)
    view.bring_back()
    view.help_pressed.emit()
    helping = program.desktop._helping
    assert helping is not None
    looked.at("unlock-help", view)
    for name, show in (("recovery", helping._show_recovery), ("restore", helping._show_restore)):
        show()
        looked.at(f"unlock-{name}", view)
        view.bring_back()
    program.end()
    assert looked.told() == []


def test_the_first_run_speaks_and_fits(theme: Theme, qtbot: QtBot) -> None:
    """Each step of it, up to the digits that are read out."""
    looked, view = Looked(), FirstRunView()
    qtbot.addWidget(view)
    view.resize(1024, 700)
    view.show()
    for name in ("choice", "post", "headquarters"):
        view.show_step(getattr(view, name))
        looked.at(f"first-run-{name}", view)
    view.show_post("1234 5678")
    looked.at("first-run-ready", view)
    assert looked.told() == []


def test_the_probe_finds_what_is_left_out(theme: Theme, qtbot: QtBot) -> None:
    """English words in a button, a hint and a name are found, and a text without room; what people wrote is not."""
    page = QWidget()
    qtbot.addWidget(page)
    button, line, label = QPushButton("Save", page), QLineEdit(page), QLabel("[Šåvé ·] Marie", page)
    line.setPlaceholderText("[Ñåmé ·] or number")
    line.setAccessibleName("Passport")
    page.show()
    assert [told.rpartition("(")[2] for told in untranslated(page, {"Marie"})] == ["Save)", "Passport)", "or, number)"]
    assert len(untranslated(page)) == 4
    button.adjustSize()
    label.adjustSize()
    line.resize(400, 30)
    page.resize(500, 50)
    assert cut(page) == []
    button.resize(20, 30)
    label.resize(20, 30)
    line.resize(20, 30)
    assert len(cut(page)) == 3
