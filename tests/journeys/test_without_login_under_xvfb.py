"""A report without login in a real window on a virtual screen, by keys alone; then a fresh unlock finds its case."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from tests.journeys.test_novice_under_xvfb import PASSPHRASE, PATIENCE_SECONDS, Hands, running, screen
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.homes.founding import make_post
from tipdesk.homes.opening import open_session
from tipdesk.services.desk import CaseQuery
from tipdesk.services.look import look

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.xvfb, pytest.mark.earnest]
REPORT, TRIES = "Report without login", 100
GRAB = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
app.primaryScreen().grabWindow(0).save(sys.argv[1])
"""


def picture(hands: Hands, name: str) -> None:
    """Keep a picture of the whole screen in the folder TIPDESK_GRABS, when it is set, for a person to look at."""
    folder = os.environ.get("TIPDESK_GRABS")
    if folder:
        subprocess.run(
            [sys.executable, "-c", GRAB, f"{folder}/{name}.png"], env=hands.environment, check=True, timeout=60
        )


def open_report(hands: Hands) -> None:
    """Press Alt+W until the page is there: the deeds come a moment after the window."""
    for _try in range(TRIES):
        hands.press("alt+w")
        with suppress(subprocess.CalledProcessError):
            hands.tool("search", "--onlyvisible", "--name", REPORT)
            break
    hands.find_window(REPORT)


def test_a_report_without_login_in_a_real_window(virtual_screen: str, tmp_path: Path) -> None:
    """Alt+W, a name, Alt+K, back and the passphrase: the sealed report has become a case once the window opens."""
    home = tmp_path / "home"
    make_post(home, "officer1", PASSPHRASE, cost=FLOOR).close()
    with screen(virtual_screen) as environment:
        hands = Hands(environment)
        with running(home, environment) as window:
            hands.find_window("Unlock")
            picture(hands, "xvfb-unlock")
            open_report(hands)
            hands.press("ctrl+a")
            hands.type("Joan Inventedofficer")
            hands.press("Tab", "space")
            picture(hands, "xvfb-report")
            hands.press("alt+k")
            hands.find_window("Report kept")
            picture(hands, "xvfb-kept")
            assert [path.suffix for path in (home / "inbox").iterdir() if path.suffix] == [".tipreport"]
            hands.press("alt+b")
            hands.unlock()
            picture(hands, "xvfb-home")
            window.send_signal(signal.SIGTERM)
            window.wait(PATIENCE_SECONDS)
    session = open_session(home, None, PASSPHRASE)
    with session.desk.read() as reader:
        [case] = reader.find_case_ids(CaseQuery())
    [report] = look(session.desk, case).of("Report")
    session.close()
    assert (report["author_claimed"], report["author_verified"]) == ("Joan Inventedofficer", False)
    assert report["where_now"] == "here"
