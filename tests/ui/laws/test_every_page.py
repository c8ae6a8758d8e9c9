"""The laws that hold on every page, walked in the real windows of a post and of headquarters, as small as can be.

What each page does about its own laws is tested beside it; here nothing is left out, so that a page that comes later is
under the same laws from its first day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton, QWidget

from tests.ui.every_page import SMALLEST, every_page, shown_window
from tests.ui.painted_words import faint_words
from tests.ui.plain_words import hidden_words, rich_words
from tests.ui.probes import doubled_keys, focusable, unnamed_widgets, unreached_widgets
from tests.ui.pseudo_walk import make_world
from tests.ui.pseudo_words import cut
from tipdesk.ui.theme import Scheme, Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from tests.ui.linked import World

ENDS = ("post", "headquarters")
ENOUGH, ENOUGH_IN_CONTRAST = 4.5, 7.0
SIDEWAYS = "scrolls sideways"


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, bytes]]:
    """Headquarters and a post with a case."""
    made, case = make_world(tmp_path_factory.mktemp("laws"))
    yield made, case
    made.post.close()
    made.headquarters.close()


@pytest.mark.parametrize("end", ENDS)
def test_every_page_is_heard_seen_and_reached(homes: tuple[World, bytes], theme: Theme, end: str, qtbot: QtBot) -> None:
    """Controls are named, reached by Tab and alone with their letter; the focus is seen, words stand out: 4.5 to 1."""
    wrong, count = dict[str, str](), 0
    with shown_window(theme, getattr(homes[0], end)) as window:
        shell = window.shell
        for name, page in every_page(window, homes[1]):
            count += 1
            told = (*unnamed_widgets(shell), *rich_words(page), *hidden_words(page), *faint_words(shell, page, ENOUGH))
            doubled = [f"two controls have Alt+{key}" for key in doubled_keys(shell, labels=True)]
            for problem in (*told, *doubled, *unreached_widgets(shell), *unseen_focus(page)):
                wrong.setdefault(problem, name)
    assert not wrong, _told(wrong)
    assert count > 20


@pytest.mark.parametrize("end", ENDS)
def test_every_page_fits_large_letters(homes: tuple[World, bytes], theme: Theme, end: str, qtbot: QtBot) -> None:
    """At 150 % in the smallest window no text is cut and no window grows; of all that is in it, tables alone scroll."""
    wrong = dict[str, str]()
    try:
        theme.apply(Scheme.LIGHT, text_percent=150)
        with shown_window(theme, getattr(homes[0], end)) as window:
            for name, page in every_page(window, homes[1]):
                size = (window.shell.width(), window.shell.height())
                for problem in (*cut(page), *([f"{size}"] if size != SMALLEST else [])):
                    if not (problem.startswith("QTableView") and SIDEWAYS in problem):
                        wrong.setdefault(problem, name)
    finally:
        theme.apply(Scheme.LIGHT, text_percent=100)
    assert not wrong, _told(wrong)


def test_every_word_can_be_told_from_its_ground(homes: tuple[World, bytes], theme: Theme, qtbot: QtBot) -> None:
    """In the dark, and 7 to 1 in high contrast: also in painted lists, in tables, on the chart of the timeline."""
    wrong = dict[str, str]()
    try:
        with shown_window(theme, homes[0].post) as window:
            for scheme, least in ((Scheme.DARK, ENOUGH), (Scheme.CONTRAST, ENOUGH_IN_CONTRAST)):
                theme.apply(scheme, text_percent=100)
                for problem in faint_words(window.shell, window.shell, least):
                    wrong.setdefault(problem, f"{scheme.value} window")
                for name, page in every_page(window, homes[1]):
                    for problem in faint_words(window.shell, page, least):
                        wrong.setdefault(problem, f"{scheme.value} {name}")
    finally:
        theme.apply(Scheme.LIGHT, text_percent=100)
    assert not wrong, _told(wrong)


def test_the_probes_find_what_breaks_the_laws(theme: Theme, qtbot: QtBot) -> None:
    """A focus that nobody sees is found, and faint words in a label and in a painted list; others are not."""
    page = QWidget()
    qtbot.addWidget(page)
    button, label, words = QPushButton("Save", page), QLabel("Faint", page), QListWidget(page)
    words.addItem("Painted")
    label.move(200, 0)
    words.move(0, 60)
    page.resize(500, 300)
    page.show()
    QApplication.processEvents()
    assert unseen_focus(page) == []
    assert faint_words(page, page, ENOUGH) == []
    button.setStyleSheet("QPushButton, QPushButton:focus { border: none; outline: none; }")
    label.setStyleSheet("color: #cccccc; background: white;")
    words.setStyleSheet("color: #bbbbbb; background: white;")
    QApplication.processEvents()
    assert [told.split()[0] for told in unseen_focus(page)] == ["QPushButton"]
    assert [told.split("'")[1] for told in faint_words(page, page, ENOUGH)] == ["Faint", "Painted"]


def _told(wrong: dict[str, str]) -> str:
    return "\n".join(f"{name}: {problem}" for problem, name in wrong.items())


def unseen_focus(page: QWidget) -> list[str]:
    """Return the controls of a page that look the same with the focus as without it."""
    found = []
    for control in focusable(page):
        if control.visibleRegion().isEmpty():
            continue
        control.setFocus(Qt.FocusReason.TabFocusReason)
        focused = _picture(control)
        control.clearFocus()
        if _picture(control) == focused:
            found.append(
                f"{type(control).__name__} {control.accessibleName()!r} in {type(control.parentWidget()).__name__}"
            )
    return found


def _picture(control: QWidget) -> QImage:
    QApplication.processEvents()
    return control.grab().toImage()
