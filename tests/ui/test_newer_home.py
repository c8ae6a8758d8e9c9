"""An older program over a home that a newer one wrote: the window says so in a sentence and changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtCore import Qt

from tests.adapters.keys.officers import forge
from tests.journeys.runner import call
from tests.ui.desktops import PASSPHRASE, Program, make_home, press, type_keys
from tests.ui.probes import words
from tipdesk.adapters.keys.vault import open_slot
from tipdesk.adapters.store.copying import connect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.theme import Theme

OF_EVERY_START = ("tries", "window", "raise", "ballast", "in-use-", "lock")
"""How the names of files begin that any start writes, whatever it finds: they hold nothing of what was recorded."""


def newer_store(home: Path) -> None:
    """Raise the number of the store's schema, as an update does."""
    link = connect(home / "store.db", open_slot(home / "slots", None, PASSPHRASE).store_key)
    link.execute(f"PRAGMA user_version = {link.execute('PRAGMA user_version').fetchone()[0] + 1}").fetchall()
    link.close()


def newer_slots(home: Path) -> None:
    """Write the key file in a later form, whole by its own digest."""
    forge(home / "slots", msgspec.msgpack.encode([2, b"", [], b"", b"", "more"]))


def recorded(home: Path) -> dict[str, bytes]:
    """Return every file of a home that holds what was recorded, or the keys to it."""
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and not path.name.startswith(OF_EVERY_START)
    }


@pytest.mark.parametrize(
    ("age", "said", "code"),
    [
        (newer_store, "written by a newer version of the program. Update this one.", "newer-store"),
        (newer_slots, "written by a newer TIPdesk. Update this PC first.", "slots-newer"),
    ],
)
def test_a_newer_home_is_told_and_left_alone(
    age: Callable[[Path], None], said: str, code: str, theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    """With the right passphrase the unlock window stays and says what to do, as a command does; no byte changes."""
    home = make_home(tmp_path / "home")
    age(home)
    before = recorded(home)
    program = Program(theme, home)
    view = program.unlock_window(qtbot)
    type_keys(PASSPHRASE)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said in words(view))
    assert program.front is view
    program.end()
    assert recorded(home) == before
    answer = call(home, "case", "list")
    assert answer.json["error"]["code"] == code
    assert said in answer.json["error"]["message"]
    assert recorded(home) == before
