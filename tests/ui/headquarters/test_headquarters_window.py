"""Headquarters' whole window as bootstrap makes it: every page opens by its key, and no two keys are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.linked import PASSPHRASE, show, until
from tests.ui.probes import doubled_keys, unnamed_widgets
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.bootstrap.window import Window
from tipdesk.homes.founding import make_headquarters

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.theme import Theme

PAGES = ("posts", "enrol", "conflicts", "quarantine", "directory", "retention", "keys", "officer-keys", "officers")


def test_every_page_opens(tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
    """The window of a new headquarters opens all its pages from the keyboard, and every control has a name."""
    founded = make_headquarters(tmp_path / "hq", "Counter-TIP Unit", "admin", PASSPHRASE, cost=FLOOR)
    crashes: list[BaseException] = []
    window = Window(theme, founded.session, on_crash=crashes.append, on_lock=lambda: None, on_quit=lambda: None)
    qtbot.addWidget(window.shell)
    window.shell.show()
    assert "receive-stick" in {action.id for action in window.shell.actions_known}, "its daily task has a key"
    for page in PAGES:
        window.shell.actions_known.run(f"open-{page}")
        until(qtbot, lambda: not window.lanes.is_busy)
        show(window.seat, f"hq-empty-{page}")
        assert unnamed_widgets(window.shell) == []
        assert doubled_keys(window.shell) == []
    assert window.shell.top._sync.text() == "Headquarters"
    window.close()
    assert crashes == []
