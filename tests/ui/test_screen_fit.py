"""Windows on the screens that posts have, at the scales that Windows offers: none reaches below its screen.

Each screen is that of a process of its own, since an application has its scale from the start.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.ui.probes import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LAPTOP, OFFICE = (1366, 768), (1920, 1080)
TASK_BAR = 40
"""How many points of the height Windows keeps for its task bar."""
SHOW = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QScrollArea
from tests.ui.gallery import make_shell
from tipdesk.adapters.system import resources
from tipdesk.bootstrap.desktop import Desktop
from tipdesk.ui.app import DeskApp
from tipdesk.ui.screen_fit import fit
app = DeskApp(["tipdesk"], resources)
app.theme.complete()
screen = app.primaryScreen().availableGeometry()

def outside(window):
    found = []
    for part in [*window.findChildren(QAbstractButton), *window.findChildren(QLineEdit)]:
        scrolls, above = False, part.parentWidget()
        while above is not None and above is not window:
            scrolls, above = scrolls or isinstance(above, QScrollArea), above.parentWidget()
        place = QRect(part.mapTo(window, QPoint(0, 0)), part.size())
        if part.isVisible() and not scrolls and not window.rect().contains(place):
            found.append(part.accessibleName() or part.objectName() or type(part).__name__)
    return found

def told(window):
    app.processEvents()
    large = window.isMaximized()
    least, room = window.minimumSize(), screen.size()
    return {"size": [window.width(), window.height()], "is_maximized": large, "outside": outside(window),
            "fits": least.width() <= room.width() and least.height() <= room.height()
            and window.width() <= room.width() and window.height() <= room.height()}

desktop = Desktop(app.theme, Path(sys.argv[1]), on_crash=print, start_fresh=print)
desktop.begin()
shell = make_shell([])
shell.resize(1240, 800)
fit(shell)
shell.show()
said = {"first run": told(desktop.front), "shell": told(shell)}
for page in ("home", "settings"):
    shell.open_page(page)
    said[page] = told(shell)
print(json.dumps({name: {**one, "ratio": app.devicePixelRatio()} for name, one in said.items()}))
"""


def show(tmp_path: Path, pixels: tuple[int, int], scale: float) -> dict[str, dict[str, object]]:
    """Show the windows on a screen of so many pixels at a scale; return what they are like."""
    bar = round(TASK_BAR * scale)
    screen = {"name": "PC", "x": 0, "y": 0, "width": pixels[0], "height": pixels[1] - bar, "logicalDpi": 96, "dpr": 1}
    setting = tmp_path / "screen.json"
    setting.write_text(json.dumps({"screens": [{**screen, "logicalBaseDpi": 96}]}), encoding="utf-8")
    platform = {"QT_QPA_PLATFORM": f"offscreen:configfile={setting}", "QT_SCALE_FACTOR": str(scale)}
    done = subprocess.run(
        [sys.executable, "-c", SHOW, str(tmp_path / "home")],
        cwd=ROOT,
        env={**os.environ, **platform},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    told: dict[str, dict[str, object]] = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.mark.parametrize(
    ("pixels", "scale", "fills_it"),
    [(OFFICE, 1, False), (LAPTOP, 1.25, True), (OFFICE, 1.75, True), (OFFICE, 2, True)],
)
def test_no_window_reaches_below_its_screen(
    tmp_path: Path, pixels: tuple[int, int], scale: float, *, fills_it: bool
) -> None:
    """Windows fit what is free above the task bar, and what they do not scroll is seen; the scale is taken as it is."""
    said = show(tmp_path, pixels, scale)
    assert {one["ratio"] for one in said.values()} == {scale}
    assert {name: one["fits"] for name, one in said.items()} == dict.fromkeys(said, True)
    assert {name: one["outside"] for name, one in said.items()} == {name: [] for name in said}
    assert said["shell"]["is_maximized"] is fills_it
