"""The whole window of a post against headquarters' real server on loopback: what is saved goes by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tests.lab.headquarters import serving_home
from tests.ui.desktops import Program, press, type_keys
from tests.ui.linked import PASSPHRASE, found_world, show, until
from tests.ui.probes import doubled_keys, unnamed_widgets, unreached_widgets
from tests.ui.probes import grab as show_picture
from tipdesk.bootstrap.window import Window
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.desk import CaseQuery
from tipdesk.services.headquarters.directory.officers import disable_officer, enable_officer
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.enrolment import change_address
from tipdesk.services.sync.sync_now import sync_now
from tipdesk.ui.sync.page import SYNC_PAGE
from tipdesk.ui.sync.view import SyncPage
from tipdesk.ui.unlock.view import UnlockView

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.theme import Theme


def test_a_save_reaches_headquarters(tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
    """A worry that is saved while the window is open is at headquarters seconds later, and the pill says so."""
    world = found_world(tmp_path)
    world.enrol()
    crashes: list[BaseException] = []
    with serving_home(world.headquarters) as port:
        change_address(world.post.desk, f"https://127.0.0.1:{port}")
        window = Window(theme, world.post, on_crash=crashes.append, on_lock=lambda: None, on_quit=lambda: None)
        qtbot.addWidget(window.shell)
        window.shell.show()
        pill = window.shell.top._sync
        until(qtbot, lambda: pill.text().startswith("Synced "))
        window.lanes.write(record_worry, {"danger_now": "no"})
        until(qtbot, lambda: pill.text() == "1 waiting")
        until(qtbot, lambda: pill.text().startswith("Synced "))
        pill.click()
        until(qtbot, lambda: window.shell.actions_known.page == SYNC_PAGE and not window.lanes.is_busy)
        show(window.seat, "sync-window")
        page = window.shell.open_page(SYNC_PAGE)
        assert isinstance(page, SyncPage)
        assert page.results._lines.widgets
        assert unnamed_widgets(window.shell) == []
        assert unreached_widgets(window.shell) == []
        assert doubled_keys(window.shell) == []
        with world.headquarters.desk.read() as reader:
            assert len(reader.find_case_ids(CaseQuery())) == 1
        window.close()
    world.headquarters.close()
    assert crashes == []


def test_a_disabled_officer_sends_from_the_unlock_window(tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
    """Whom headquarters disabled does not come in, and still sends what waits; enabled again, one more try opens."""
    world = found_world(tmp_path)
    world.enrol()
    office, home = world.headquarters, world.post.paths.folder
    with serving_home(office) as port:
        change_address(world.post.desk, f"https://127.0.0.1:{port}")
        disable_officer(office.desk, "joan")
        with world.post.carrier() as carrier:
            sync_now(world.post.desk, carrier, no_step, never)
        world.worry()
        world.post.close()
        program = Program(theme, home)
        view = program.begin()
        assert isinstance(view, UnlockView)
        qtbot.waitUntil(view.edit.line.hasFocus)
        type_keys(PASSPHRASE)
        press(Qt.Key.Key_Return)
        until(qtbot, lambda: "send" in view._offered)
        assert "disabled" in view.passphrase.problem()
        show_picture(view, "unlock-disabled")
        enable_officer(office.desk, "joan")
        view._offered["send"].click()
        until(qtbot, lambda: "received everything" in view._note.text())
        with office.desk.read() as reader:
            assert len(reader.find_case_ids(CaseQuery())) == 1
        show_picture(view, "unlock-sent")
        press(Qt.Key.Key_Return)
        program.wait_for_shell(qtbot)
        program.end()
    office.close()
