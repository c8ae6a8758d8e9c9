"""The pictures of README, taken anew from the demo's homes: `python3 installer/dev.py pictures`.

The windows are the real ones, drawn offscreen in light colours with the program's own typeface, over a demo that is
made for them at a fixed moment. People, cases and dates are therefore the same each time. References, people's codes
and the PC's own marks at the foot are not, as they are fresh in every home or told by the PC.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from installer.environment import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tipdesk.bootstrap.window import Window
    from tipdesk.homes.sessions import Session
    from tipdesk.ui.app import DeskApp

FOLDER: Final = ROOT / ".github" / "pictures"
SIZE: Final = (1440, 900)
NOW: Final = datetime(2026, 11, 20, 14, 40, tzinfo=timezone(timedelta(hours=-4)))
MOST_BYTES: Final = 200_000
_SCREEN: Final = {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1", "QT_FONT_DPI": "96", "TZ": "<-04>4"}
_COLOURS: Final = 256
_QUIET_MS, _QUIET_TIMES, _MOST_TIMES = 60, 5, 400


class Picture(NamedTuple):
    """One picture: the name of its file, the home whose window it shows, and what is done there before it is taken."""

    name: str
    home: str
    prepare: Callable[[Window, Callable[[], None]], None]


def take_all(folder: Path = FOLDER) -> list[Path]:
    """Take every picture into a folder, and return the files. Raises RuntimeError where one is too large to ship."""
    os.environ.update(_SCREEN)
    if hasattr(time, "tzset"):
        time.tzset()
    from tipdesk.adapters.system import resources
    from tipdesk.bootstrap.demo import run_demo
    from tipdesk.bootstrap.speaking import teach_qt
    from tipdesk.ui.app import DeskApp
    from tipdesk.ui.theme import Scheme

    app = DeskApp(["tipdesk"], resources)
    sys.excepthook = sys.__excepthook__  # whoever takes pictures wants an error on the terminal, not on a page
    teach_qt(app)
    app.theme.complete()
    app.theme.apply(Scheme.LIGHT, text_percent=100)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pictures-") as temporary:
        now = round(NOW.timestamp() * 1000)
        demo = run_demo(Path(temporary), lambda step: print(step, file=sys.stderr), now)
        return [_take(app, Path(temporary, one.home), demo.passphrase, one, folder) for one in PICTURES]


def _take(app: DeskApp, home: Path, passphrase: str, picture: Picture, folder: Path) -> Path:
    from tipdesk.bootstrap.window import Window
    from tipdesk.homes.opening import open_session
    from tipdesk.homes.year.clock import YearClock

    clock = YearClock(round(NOW.timestamp() * 1000))
    clock.catch_up()
    session = open_session(home, None, passphrase, clock=clock)
    window = Window(app.theme, session, on_crash=_fail, on_lock=lambda: None, on_quit=lambda: None)
    window.plug_training(lambda _other: None)
    window.shell.resize(*SIZE)
    window.shell.show()
    window.shell.activateWindow()

    def settle() -> None:
        _settle(app, window)

    settle()
    picture.prepare(window, settle)
    settle()
    file = folder / f"{picture.name}.png"
    file.write_bytes(_optimised(window))
    window.shell.hide()
    window.close()
    window.shell.deleteLater()
    if file.stat().st_size > MOST_BYTES:
        raise RuntimeError(f"{file.name} has {file.stat().st_size} bytes")
    return file


def _settle(app: DeskApp, window: Window) -> None:
    """Wait until the window has read and drawn what it wants, a little while long."""
    from PySide6.QtCore import QEventLoop, QTimer

    quiet = 0
    for _time in range(_MOST_TIMES):
        loop = QEventLoop()
        QTimer.singleShot(_QUIET_MS, loop.quit)
        loop.exec()
        app.processEvents()
        quiet = 0 if window.lanes.is_busy else quiet + 1
        if quiet == _QUIET_TIMES:
            return
    raise RuntimeError("the window does not come to rest")


def _optimised(window: Window) -> bytes:
    """Return what the window shows as a PNG of few colours, since flat areas and letters need no more."""
    from PIL import Image
    from PySide6.QtGui import QImage

    shown = window.shell.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    size = (shown.width(), shown.height())
    drawn = Image.frombytes("RGB", size, bytes(shown.constBits()), "raw", "RGB", shown.bytesPerLine())
    few = drawn.quantize(_COLOURS, dither=Image.Dither.NONE)
    packed = io.BytesIO()
    few.save(packed, "PNG", optimize=True)
    return packed.getvalue()


def _inbox(window: Window, settle: Callable[[], None]) -> None:
    """Show the first new report, once the officer has said that they know nobody in it."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QListView

    from tipdesk.services.access.declare_interest import declare_interest
    from tipdesk.services.reports.find_reports import find_inbox

    for line in find_inbox(window.session.desk).waiting:
        declare_interest(window.session.desk, line.case.id, knows_somebody=False)
    window.shell.open_page("cases")
    settle()
    page = window.shell.open_page("inbox")
    settle()
    [waiting] = [one for one in page.findChildren(QListView) if one.isVisible()]
    QTest.keyClick(waiting, Qt.Key.Key_Down)


def _case(title: str, record: str = "") -> Callable[[Window, Callable[[], None]], None]:
    """Return what opens the case with this title, at the first row of a record where one is named."""

    def prepare(window: Window, _settle: Callable[[], None]) -> None:
        from tipdesk.domain.records import BY_NAME

        case = next(_cases(window.session, title))
        with window.session.desk.read() as reader:
            rows = reader.find_rows(BY_NAME[record], case=case) if record else []
        window.seat.open_case(case, rows[0].id if rows else None)

    return prepare


def _cases(session: Session, title: str) -> Iterator[bytes]:
    from tipdesk.services.case.list_cases import list_cases

    yield from (line.summary.id for line in list_cases(session.desk).lines if line.summary.title == title)


def _worry(window: Window, _settle: Callable[[], None]) -> None:
    window.shell.open_page("worry")


def _fail(error: BaseException) -> None:
    raise error


PICTURES: Final = (
    Picture("inbox", "headquarters", _inbox),
    Picture("case", "headquarters", _case("Night heron 58")),
    Picture("people", "headquarters", _case("Paper lanterns 70", "Person")),
    Picture("worry", "castries-1", _worry),
)

if __name__ == "__main__":
    for taken in take_all():
        print(f"{taken.relative_to(ROOT).as_posix()}: {taken.stat().st_size} bytes")
