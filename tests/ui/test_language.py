"""The officer chooses the language: at the foot of the unlock window, where it holds at once, and by Ctrl+K."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics, QTextLayout
from PySide6.QtWidgets import QPushButton

from installer import pseudo
from tests.ui.desktops import PASSPHRASE, PATIENCE_MS, Program, make_home
from tests.ui.probes import unnamed_widgets, unreached_widgets, words
from tipdesk.adapters.system.catalogue import FILE, chosen_language
from tipdesk.adapters.system.codebook import load_code_book
from tipdesk.bootstrap.speaking import begin_speaking, plug_first_languages
from tipdesk.services.closed_homes import Answers
from tipdesk.ui.first_run.view import FirstRunView
from tipdesk.ui.unlock.language_button import language_button

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.theme import Theme
    from tipdesk.ui.unlock.view import UnlockView

pytestmark = pytest.mark.usefixtures("pseudo_language")
NAMES = ("Zoë Nguyễn", "हिन्दी नेपाली", "李娜 张喆", "ɔ ɛ ọ ẹ", "Жанна", "Ελένη")


def foot(program: Program, qtbot: QtBot) -> tuple[UnlockView, QPushButton]:
    """Start the program; return the unlock window and the button at its foot that offers languages."""
    view = program.unlock_window(qtbot)
    [button] = [one for one in view.findChildren(QPushButton) if one.menu() is not None and one.isVisible()]
    return view, button


def test_the_unlock_window_offers_the_languages(
    theme: Theme, qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Each by its own name. Choosing keeps it beside the store and shows the window afresh, which then speaks it."""
    home = make_home(tmp_path_factory.mktemp("chosen") / "home")
    program = Program(theme, home)
    view, button = foot(program, qtbot)
    assert (button.text(), button.accessibleName()) == ("English", "Language: English")
    assert unnamed_widgets(view) == []
    assert unreached_widgets(view) == []
    english, other = button.menu().actions()
    assert (english.isChecked(), other.isChecked(), other.text()) == (True, False, pseudo.disguised("English"))
    english.trigger()
    assert (program.fresh, chosen_language(home)) == ([], None)
    other.trigger()
    assert (program.fresh, (home / FILE).read_text()) == ([home], f"{pseudo.CODE}\n")
    begin_speaking(home)
    fresh = Program(theme, home)
    view, button = foot(fresh, qtbot)
    assert button.text() == pseudo.disguised("English")
    assert pseudo.disguised("This PC holds records of people at risk. Unlock it with your passphrase.") in words(view)
    assert load_code_book().label_of("sex", "female") == pseudo.disguised("Female")
    fresh.end()


def test_the_first_run_offers_them_too(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    """The window speaks the choice at once, back and forth; nothing is written until there is a home, which has it."""
    program = Program(theme, tmp_path / "home")

    def first() -> tuple[FirstRunView, QPushButton]:
        view = program.front
        assert isinstance(view, FirstRunView)
        [button] = [one for one in view.findChildren(QPushButton) if one.menu() is not None and one.isVisible()]
        return view, button

    program.begin()
    view, button = first()
    qtbot.waitUntil(view.isActiveWindow)
    assert (unnamed_widgets(view), unreached_widgets(view)) == ([], [])
    for place, told in ((1, pseudo.disguised("Welcome to TIPdesk")), (0, "Welcome to TIPdesk")) * 2:
        button.menu().actions()[place].trigger()
        view, button = first()
        assert told in words(view)
        assert (program.home.exists(), program.fresh) == (False, [])
    button.menu().actions()[1].trigger()
    view, button = first()
    view.show_step(view.post)
    assert not button.isVisible()
    view.post_asked.emit(Answers("joan", PASSPHRASE, ""))
    qtbot.waitUntil(view.result.isVisible, timeout=PATIENCE_MS)
    view.done.emit()
    shell = program.wait_for_shell(qtbot)
    assert shell.top.title.text() == pseudo.disguised("Home")
    assert chosen_language(program.home) == pseudo.CODE
    program.end()


def test_the_training_home_speaks_what_the_first_run_did(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    """It lies in a folder of its own, which has the choice as well."""
    view = FirstRunView()
    qtbot.addWidget(view)
    begin_speaking(tmp_path, pseudo.CODE)
    plug_first_languages(view, tmp_path / "home", lambda: None, is_chosen=True)
    training = tmp_path / "training"
    training.mkdir()
    view.training_made.emit(training)
    assert (chosen_language(training), (tmp_path / "home").exists()) == (pseudo.CODE, False)


def test_with_english_alone_the_window_says_english(theme: Theme, qtbot: QtBot) -> None:
    """One language is offered, and choosing it again asks for nothing."""
    asked: list[str] = []
    button = language_button({"en": "English"}, "en", asked.append)
    qtbot.addWidget(button)
    assert [one.text() for one in button.menu().actions()] == ["English"]
    button.menu().actions()[0].trigger()
    assert asked == []


def test_a_disk_that_takes_nothing_is_told(
    theme: Theme, qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Where the choice cannot be kept the window says so, and stays."""
    home = make_home(tmp_path_factory.mktemp("unkept") / "home")
    program = Program(theme, home)
    view, button = foot(program, qtbot)
    (home / FILE).mkdir()
    button.menu().actions()[1].trigger()
    assert view.passphrase.problem()
    assert program.fresh == []
    program.end()


def test_an_officer_chooses_by_command(program: Program, theme: Theme, qtbot: QtBot) -> None:
    """Ctrl+K lists the languages; the choice holds from the next unlock on, says so, and offers to lock now."""
    shell = program.unlock(qtbot)
    shell.palette_box.open_with("language")
    told = shell.palette_box.texts()
    assert {"Language: English", f"Language: {pseudo.disguised('English')}"} <= set(told)
    shell.palette_box.close_quietly()
    shell.actions_known.run(f"language-{pseudo.CODE}")
    assert "from the next unlock on" in shell.toast.accessibleName()
    assert chosen_language(program.home) == pseudo.CODE
    assert "[" not in words(shell.top)
    [lock] = [one for one in shell.toast.findChildren(QPushButton) if one.text() == "Lock now"]
    lock.click()
    qtbot.waitUntil(lambda: program.fresh == [program.home])


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_other_letters_is_shown(theme: Theme, qtbot: QtBot, name: str) -> None:
    """Each sign of it has a shape in our own fonts, in ordinary and in strong letters: none is a box."""
    for font in (theme.font(), theme.font(is_strong=True, has_figures=True)):
        layout = QTextLayout(name, font)
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        runs = layout.glyphRuns()
        assert {run.rawFont().familyName() for run in runs} <= {"Inter", "Noto Sans", "Noto Sans SC"}
        assert all(glyph for run in runs for glyph in run.glyphIndexes())
        assert QFontMetrics(font).boundingRect(name) != QRect()
