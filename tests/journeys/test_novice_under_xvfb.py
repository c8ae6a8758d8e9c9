"""The same novice in a real window on a virtual screen, driven by keys alone from another process."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.homes.founding import make_post
from tipdesk.homes.opening import open_session
from tipdesk.services.look import look
from tipdesk.services.my_work.my_work import my_work

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PASSPHRASE = "correct horse battery staple lamp river"
PATIENCE_SECONDS = 60
pytestmark = [pytest.mark.xvfb, pytest.mark.earnest]


@dataclass
class Hands:
    """Keys pressed on a virtual screen. The screen has no window manager, so the window is told to take the focus."""

    environment: dict[str, str]

    def tool(self, *words: str) -> str:
        """Run xdotool and return what it prints."""
        done = subprocess.run(
            ["xdotool", *words],
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
        )
        return done.stdout.strip()

    def find_window(self, title: str) -> str:
        """Wait for a window with this in its title, give it the focus, and return its id."""
        window = self.tool("search", "--sync", "--onlyvisible", "--name", title).split("\n")[-1]
        self.tool("windowfocus", "--sync", window)
        return window

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        self.tool("key", "--clearmodifiers", "--delay", "40", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self.tool("type", "--delay", "15", text)

    def unlock(self) -> None:
        """Type the passphrase at the unlock window and wait for the home page."""
        self.find_window("Unlock")
        self.type(PASSPHRASE)
        self.press("Return")
        self.find_window("Home")


@contextmanager
def screen(xvfb: str) -> Iterator[dict[str, str]]:
    """Run a virtual screen on a free display and yield the environment that leads to it."""
    reading, writing = os.pipe()
    with subprocess.Popen(
        [xvfb, "-displayfd", str(writing), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            os.close(writing)
            with os.fdopen(reading, encoding="ascii") as told:
                assert select.select([told], [], [], PATIENCE_SECONDS)[0], "Xvfb does not start"
                display = told.readline().strip()
            assert display, "Xvfb did not start"
            yield {**os.environ, "DISPLAY": f":{display}", "QT_QPA_PLATFORM": "xcb"}
        finally:
            server.terminate()
            with suppress(subprocess.TimeoutExpired):
                server.wait(PATIENCE_SECONDS)
            server.kill()


@contextmanager
def running(home: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run the program in its own process; whatever goes wrong, it does not outlive the test."""
    command = [sys.executable, "-m", "tipdesk", "--home", str(home)]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_novice_in_a_real_window(virtual_screen: str, tmp_path: Path) -> None:
    """Unlock, a worry, a call, Ctrl+L: the process ends, a fresh one asks for the passphrase, the store has it all."""
    home = tmp_path / "home"
    make_post(home, "officer1", PASSPHRASE, cost=FLOOR).close()
    with screen(virtual_screen) as environment:
        hands = Hands(environment)
        with running(home, environment) as first:
            hands.unlock()
            hands.press("Return")
            hands.find_window("I am worried")
            hands.press("space", "alt+d")
            hands.find_window("Saved")
            hands.type("Duty officer")
            hands.press("Return", "shift+Tab", "shift+Tab", "Return")
            hands.press("ctrl+l")
            assert first.wait(PATIENCE_SECONDS) == 0
        fresh = hands.find_window("Unlock")
        os.kill(int(hands.tool("getwindowpid", fresh)), signal.SIGTERM)
    session = open_session(home, None, PASSPHRASE)
    [line] = my_work(session.desk).cases
    view = look(session.desk, line.summary.id)
    [report], [call] = view.of("Report"), view.of("Call")
    session.close()
    assert report["where_now"] == "here"
    assert (call["whom"], call["answer"]) == ("Duty officer", "unknown")  # asked once, noted all the same
