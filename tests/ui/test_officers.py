"""Officers at the window: the page at a post, keys and codes at headquarters, and the unlock window that waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from tests.lab.homes import PASSPHRASE
from tests.lab.rekey.homes import SECOND, WORDS, Post, make_post_of_two
from tests.ui.desktops import Program, press, type_keys
from tests.ui.probes import doubled_keys, grab, unnamed_widgets
from tipdesk.adapters.keys.one_time_code import make_code
from tipdesk.adapters.keys.slot_deeds import make_code_slot
from tipdesk.adapters.keys.throttle import FREE_TRIES
from tipdesk.adapters.keys.vault import open_slot, pick_slot_id
from tipdesk.adapters.system.paths import HomePaths
from tipdesk.bootstrap.window import Window
from tipdesk.domain.errors import UserError
from tipdesk.homes.opening import open_session, throttle_of
from tipdesk.ui.first_run.choosing import ChoosePage
from tipdesk.ui.headquarters.officer_keys_view import OfficerKeysPage
from tipdesk.ui.officers.view import OfficersPage
from tipdesk.ui.theme import Scheme
from tipdesk.ui.unlock.view import UnlockView

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.theme import Theme

NEW = "window marble thunder okra bicycle drum"
PATIENCE_MS = 60_000


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Post:
    """A post with two officers, which is copied; headquarters lies beside it."""
    return make_post_of_two(tmp_path_factory.mktemp("two"))


@pytest.fixture
def post(two: Post, tmp_path: Path) -> Post:
    """A copy of it."""
    return two.copied(tmp_path / "post")


@pytest.fixture
def office(post: Post, theme: Theme, qtbot: QtBot) -> Iterator[tuple[Window, list[str]]]:
    """The supervisor's window, and what it asked for: "lock"."""
    asked: list[str] = []
    session = post.home.open()
    window = Window(
        theme, session, on_crash=asked.append, on_lock=lambda: asked.append("lock"), on_quit=lambda: None  # type: ignore[arg-type]  # a crash shows as such
    )  # fmt: skip
    qtbot.addWidget(window.shell)
    window.shell.resize(1024, 700)
    window.shell.show()
    yield window, asked
    if "closed" not in asked:
        window.close()


def pressed(page: OfficersPage | OfficerKeysPage, words: str) -> None:
    """Press the visible button with these words."""
    [button] = [one for one in page.findChildren(QPushButton) if one.isVisible() and words in one.text()]
    button.click()


def grab_both(widget: QWidget, name: str, theme: Theme) -> None:
    """Keep a picture in light and in dark."""
    grab(widget, name)
    theme.apply(Scheme.DARK, text_percent=100)
    grab(widget, f"{name}-dark")
    theme.apply(Scheme.LIGHT, text_percent=100)


def said(page: OfficersPage | OfficerKeysPage) -> str:
    """Return what stands on top of the page."""
    return " ".join(label.text() for label in page.banner.findChildren(QLabel))


def opened(window: Window, qtbot: QtBot) -> OfficersPage:
    """Open the page and wait for its lines."""
    window.seat.go("officers")
    [page] = window.shell.findChildren(OfficersPage)
    qtbot.waitUntil(lambda: len(page.lines.model.lines) == 2, timeout=PATIENCE_MS)
    return page


def chosen(page: OfficersPage, login: str) -> None:
    """Choose the line of an officer."""
    row = [line.subject for line in page.lines.model.lines].index(login)
    page.lines.table.selectRow(row)
    page.lines.table.setCurrentIndex(page.lines.model.index(row, 0))


def test_a_supervisor_gives_another_passphrase(
    office: tuple[Window, list[str]], post: Post, theme: Theme, qtbot: QtBot
) -> None:
    """Chosen, typed twice, digits to read out; the old passphrase opens no more and the new one does."""
    window, asked = office
    page = opened(window, qtbot)
    chosen(page, SECOND)
    grab_both(window.shell, "officers", theme)
    assert unnamed_widgets(window.shell) == []
    assert doubled_keys(window.shell) == []
    pressed(page, "New passphrase")
    for line in (page.form.edit.line, page.form._twice_edit.line):
        line.setText(NEW)
    grab_both(window.shell, "officers-form", theme)
    pressed(page, "Make it")
    qtbot.waitUntil(lambda: "Read to headquarters" in said(page), timeout=PATIENCE_MS)
    slots = HomePaths(post.folder).slots
    assert open_slot(slots, SECOND, NEW).login == SECOND
    with pytest.raises(UserError):
        open_slot(slots, SECOND, WORDS)
    assert asked == []


def test_removing_asks_first_and_locks(office: tuple[Window, list[str]], post: Post, qtbot: QtBot) -> None:
    """No means nothing; yes removes and locks, and closing the window gives the store its next key."""
    window, asked = office
    page = opened(window, qtbot)
    chosen(page, SECOND)
    pressed(page, "Remove…")
    pressed(page, "No")
    assert asked == []
    pressed(page, "Remove…")
    grab(window.shell, "officers-remove")
    pressed(page, "Yes, remove")
    qtbot.waitUntil(lambda: asked == ["lock"], timeout=PATIENCE_MS)
    window.close()
    asked.append("closed")
    session = open_session(post.folder, None, PASSPHRASE)
    assert session.opened.store_key != post.home.store_key
    session.close()


def test_an_officer_who_is_no_supervisor_sees_their_own_passphrase(post: Post, theme: Theme, qtbot: QtBot) -> None:
    """No list of officers, no button about others; the own passphrase can be changed."""
    session = open_session(post.folder, SECOND, WORDS)
    window = Window(theme, session, on_crash=print, on_lock=lambda: None, on_quit=lambda: None)
    qtbot.addWidget(window.shell)
    window.shell.show()
    window.seat.go("officers")
    [page] = window.shell.findChildren(OfficersPage)
    qtbot.waitUntil(page.table_card.isHidden, timeout=PATIENCE_MS)
    assert not page.detail.isVisible()
    pressed(page, "Change my passphrase")
    assert page.old.isVisible()
    page.show_only_own()  # as each answer of the list does, also while the form is open
    qtbot.waitUntil(lambda: page._form_page.height() > page.height() * 0.9)
    window.close()


def typed(program: Program, qtbot: QtBot, login: str, words: str) -> UnlockView:
    """Begin, and type the words of one of several officers; Enter is not pressed yet."""
    view = program.begin()
    assert isinstance(view, UnlockView)
    qtbot.waitUntil(view.officer.isVisible)
    view.officer.set_value(login)
    view.edit.line.setFocus()
    type_keys(words)
    return view


def test_after_five_wrong_passphrases_the_window_counts_down(post: Post, theme: Theme, qtbot: QtBot) -> None:
    """The button waits and says how long, second by second; nothing can be pressed meanwhile."""
    throttle, slots = throttle_of(HomePaths(post.folder)), HomePaths(post.folder).slots
    for _number in range(FREE_TRIES):
        throttle.begin(pick_slot_id(slots, "officer1"))
    program = Program(theme, post.folder)
    view = typed(program, qtbot, "officer1", PASSPHRASE)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "next try is in 0:" in view.passphrase.problem(), timeout=PATIENCE_MS)
    first = view.passphrase.problem()
    grab_both(view, "unlock-waiting", theme)
    assert not view._button.isEnabled()
    qtbot.waitUntil(lambda: view.passphrase.problem() != first, timeout=5_000)
    assert view._button.text().startswith("Wait 0:")
    program.end()


def test_a_code_lets_a_passphrase_be_chosen(post: Post, theme: Theme, qtbot: QtBot) -> None:
    """The code in the passphrase line leads to choosing; the window opens under the new passphrase."""
    slots, code = HomePaths(post.folder).slots, make_code()
    make_code_slot(slots, open_slot(slots, "officer1", PASSPHRASE), code)
    program = Program(theme, post.folder)
    view = typed(program, qtbot, "officer1", code)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(view.findChildren(ChoosePage)), timeout=PATIENCE_MS)
    [page] = view.findChildren(ChoosePage)
    for line in (page.form.edit.line, page.form._twice_edit.line):
        line.setText(NEW)
    grab(view, "unlock-choose")
    page.form._press()
    program.wait_for_shell(qtbot)
    program.end()
    assert open_slot(slots, "officer1", NEW).login == "officer1"


def test_headquarters_compares_and_reads_out(two: Post, theme: Theme, qtbot: QtBot) -> None:
    """The page of officers' keys opens by itself; without a code it says so, and nothing is shown."""
    session = open_session(two.folder.parent / "headquarters", None, PASSPHRASE)
    window = Window(theme, session, on_crash=print, on_lock=lambda: None, on_quit=lambda: None)
    qtbot.addWidget(window.shell)
    window.shell.resize(1024, 700)
    window.shell.show()
    window.seat.go("officer-keys")
    [page] = window.shell.findChildren(OfficerKeysPage)
    page.login.set_value("officer1")
    page.reason.set_value("Rang from the post")
    pressed(page, "Show the code")
    qtbot.waitUntil(lambda: "no code" in said(page), timeout=PATIENCE_MS)
    assert unnamed_widgets(window.shell) == []
    grab_both(window.shell, "officer-keys", theme)
    window.close()


def test_officers_switch(post: Post, theme: Theme, qtbot: QtBot) -> None:
    """One locks, the other unlocks the same home, each at their own desk; `tests/bench` tells how long it takes."""
    seen = []
    for login, words in (("officer1", PASSPHRASE), (SECOND, WORDS)):
        program = Program(theme, post.folder)
        typed(program, qtbot, login, words)
        press(Qt.Key.Key_Return)
        program.wait_for_shell(qtbot)
        seen.append(program.desktop.window.session.desk.actor.login)
        press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda program=program: program.fresh == [post.folder])  # type: ignore[misc] # bound now
        program.end()
    assert seen == ["officer1", SECOND]
