"""A store that does not hold, in the real window; the words for the shift register, shown and compared."""

from __future__ import annotations

import shutil
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.desktops import PASSPHRASE, PATIENCE_MS, Program, make_home
from tests.ui.integrity.opened import opened_store_page
from tests.ui.probes import grab, unnamed_widgets, unreached_widgets
from tipdesk.homes import door
from tipdesk.homes.integrity import register_words
from tipdesk.homes.opening import open_session
from tipdesk.services.case.find_case_ids import find_case_ids
from tipdesk.services.case.open_case import Workspace, open_case
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.desk import LookQuery
from tipdesk.ui.theme import Scheme, Theme
from tipdesk.ui.widgets.banner import Banner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.shell import Shell


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a home at two moments: `old` and `new`."""
    folder = tmp_path_factory.mktemp("states")
    make_home(folder / "new")
    for name in ("old", ""):
        session = open_session(folder / "new", None, PASSPHRASE)
        record_worry(session.desk, {"danger_now": "no"})
        session.close()
        if name:
            shutil.copytree(folder / "new", folder / name)
    return folder


@pytest.fixture
def home(states: Path, tmp_path: Path) -> Path:
    """A home of the test's own, in its later state."""
    shutil.copytree(states / "new", tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def program(home: Path, theme: Theme) -> Iterator[Program]:
    """The program over that home."""
    made = Program(theme, home)
    yield made
    made.end()


def _texts(shell: Shell) -> str:
    return "\n".join(label.text() for label in shell.findChildren(QLabel) if label.isVisibleTo(shell))


def test_a_store_put_back_is_told_in_plain_words(
    program: Program, states: Path, home: Path, theme: Theme, qtbot: QtBot
) -> None:
    """Above every page: what failed and the code; on its page what was noticed, what works, what to leave alone."""
    for name in ("store.db", "closed"):
        shutil.copyfile(states / "old" / name, home / name)
    shell = program.unlock(qtbot)
    [strip] = [one for one in shell.findChildren(Banner) if one.isVisibleTo(shell) and "Ring" in one.accessibleName()]
    page = opened_store_page(shell)
    told = _texts(shell)
    code = page.warning._code.text()
    assert code in strip.accessibleName()
    assert "older copy" in told
    assert "You can still read" in told
    assert "repair" not in told.replace("Nothing was repaired", "")
    assert not unnamed_widgets(page)
    assert not unreached_widgets(page)
    qtbot.waitUntil(lambda: "No backup" in page.backup.sign_row.sentence.text())
    assert page.backup.now.isHidden(), "a copy of what does not hold is no backup"
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        theme.apply(scheme, text_percent=100)
        grab(shell, f"integrity-warning-{scheme.value}")


def test_words_are_shown_and_compared(program: Program, qtbot: QtBot, theme: Theme) -> None:
    """Eight words of now; typed again they are found; a slip of the pen is named, and nothing is held against it."""
    shell = program.unlock(qtbot)
    page = opened_store_page(shell)
    page.words.button.click()
    qtbot.waitUntil(lambda: page.words._words.count() == 8, timeout=PATIENCE_MS)
    labels = [label for label in page.words.findChildren(QLabel) if label.accessibleName().startswith("Word ")]
    words = [label.text().partition(" ")[2] for label in labels]
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        theme.apply(scheme, text_percent=100)
        grab(shell, f"shift-words-{scheme.value}")
    page.compare.field.set_value(" ".join(words))
    page.compare._give()
    qtbot.waitUntil(lambda: "All is well" in page.banner.accessibleName(), timeout=PATIENCE_MS)
    page.compare.field.set_value(" ".join(["zebu", *words[1:]]))
    page.compare._give()
    qtbot.waitUntil(lambda: "Word 1" in _texts(shell), timeout=PATIENCE_MS)
    assert program.desktop.window.session.store.suspicion is None
    labels[1].setFocus()  # as a press does that is to mark a word
    page.words.show_words(list(reversed(words)), "")
    assert (labels[1].hasFocus(), labels[1].text()) == (True, f"2. {words[6]}")
    qtbot.waitUntil(lambda: not program.desktop.window.lanes.is_busy, timeout=PATIENCE_MS)


def test_words_of_a_later_state_end_all_saving(program: Program, states: Path, home: Path, qtbot: QtBot) -> None:
    """Everything was put back together: the words in the register tell, and the warning stands at once."""
    session = open_session(home, None, PASSPHRASE)
    words = " ".join(register_words(session.desk).words)
    session.close()
    shutil.rmtree(home)
    shutil.copytree(states / "old", home)
    shell = program.unlock(qtbot)
    page = opened_store_page(shell)
    assert not page.warning.isVisibleTo(shell)
    page.compare.field.set_value(words)
    page.compare._give()
    qtbot.waitUntil(lambda: page.warning.isVisibleTo(shell), timeout=PATIENCE_MS)
    assert "Ring headquarters" in _texts(shell)
    assert program.desktop.window.session.desk.incidents


def test_the_checks_after_a_crash_are_counted(program: Program, home: Path, qtbot: QtBot) -> None:
    """Without the note of a clean close the unlock window says how far the checks are, and opens."""
    (home / "closed").unlink()
    program.begin()
    told: list[tuple[int, int]] = []
    qtbot.waitUntil(lambda: program.desktop._unlocking is not None, timeout=PATIENCE_MS)
    presenter = program.desktop._unlocking
    assert presenter is not None
    presenter.checking.connect(lambda number, count: told.append((number, count)))
    presenter.unlock("", PASSPHRASE)
    program.wait_for_shell(qtbot)
    assert told == [(number, 5) for number in range(1, 6)]


def test_a_large_store_opens_while_it_is_checked(
    program: Program, home: Path, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A strip says that a check goes on; a case is opened meanwhile, and what is saved waits until the verdict."""
    monkeypatch.setattr(door, "PATIENCE_SECONDS", 0)
    (home / "closed").unlink()
    go = threading.Event()
    program.begin()
    qtbot.waitUntil(lambda: program.desktop._unlocking is not None, timeout=PATIENCE_MS)
    presenter = program.desktop._unlocking
    assert presenter is not None
    presenter.checking.connect(lambda *_told: go.wait(20), Qt.ConnectionType.DirectConnection)
    presenter.unlock("", PASSPHRASE)
    shell = program.wait_for_shell(qtbot)
    window = program.desktop.window
    [strip] = [one for one in shell.findChildren(Banner) if "not closed properly" in one.accessibleName()]
    assert strip.isVisibleTo(shell)
    assert not window.session.store.verdict.is_known
    shell.resize(1024, 700)
    QApplication.processEvents()
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        theme.apply(scheme, text_percent=100)
        grab(shell, f"integrity-checking-{scheme.value}")
    saved, shown = list[object](), list[Workspace]()
    [case, *_others] = find_case_ids(window.session.desk)
    window.lanes.read(open_case, case, then=shown.append)
    qtbot.waitUntil(lambda: bool(shown), timeout=PATIENCE_MS)
    window.lanes.write(record_worry, {"danger_now": "no"}, then=saved.append)
    QApplication.processEvents()
    assert saved == []
    go.set()
    qtbot.waitUntil(lambda: bool(saved), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: "not closed properly" not in _texts(shell), timeout=PATIENCE_MS)
    assert window.session.store.verdict.holds
    assert window.session.attended is not None
    with window.session.desk.read() as reader:
        assert [look.case for look in reader.find_looks(LookQuery(actions=frozenset({"view"})))] == [case]


def test_what_the_check_finds_stands_above_every_page(
    program: Program, home: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page altered without the key: the window is open by then, and says at once that nothing can be saved."""
    monkeypatch.setattr(door, "PATIENCE_SECONDS", 0)
    session = open_session(home, None, PASSPHRASE)
    with session.store.read() as reader:
        page = reader.link.value("SELECT rootpage FROM sqlite_schema WHERE name = 'journey_leg'")
    session.close()
    content = bytearray((home / "store.db").read_bytes())
    content[4096 * (page - 1) : 4096 * page] = bytes(4096)
    (home / "store.db").write_bytes(bytes(content))
    (home / "closed").unlink()
    shell = program.unlock(qtbot)
    qtbot.waitUntil(lambda: bool(program.desktop.window.session.desk.incidents), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: "Ring headquarters" in _texts(shell), timeout=PATIENCE_MS)
    assert opened_store_page(shell).warning.isVisibleTo(shell)
