"""The monkey in a process of its own: `python -m tests.lab.monkey FOLDER --seed 3 --events 5000 --only case-people`.

It plays on one page after the other, and prints one document: how much it did, and what went wrong. A word from Qt, an
exception, a focus that is nowhere while the window is in front, a control without a name, a text that guesses: each is
told once, with what was done last. Without `--only` it plays on all pages of both windows; `--list` names them.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import os
import random
import sys
import traceback
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from tests.lab.monkey.monkey import Monkey
from tests.lab.monkey.pages import Ground, bring, grounds_of
from tests.lab.monkey.world import HEADQUARTERS, POST, Stage, make_stage
from tests.ui.conftest import QUIET
from tests.ui.every_page import settle
from tests.ui.plain_words import rich_words
from tests.ui.probes import FolderResources, unnamed_widgets
from tipdesk.bootstrap.window import Window
from tipdesk.ui.theme import FUSION, Scheme, Theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

A_VISIT, A_LOOK, SETTLED = 60, 500, 4
"""After how many events a page is brought back, all of a window is looked at, and the program is waited for."""


@dataclass
class Found:
    """What went wrong, each thing once. `here`: the page that is played on, and who plays."""

    problems: dict[str, str] = field(default_factory=dict)
    here: str = ""
    monkey: Monkey | None = None

    def tell(self, problem: str) -> None:
        """Keep a problem with what was done last."""
        done = " > ".join(self.monkey.trail) if self.monkey is not None else ""
        if problem not in self.problems:
            self.problems[problem] = f"{self.here}: {problem}\n    after {done}"
            print(self.problems[problem], file=sys.stderr, flush=True)

    def tell_error(self, *error: object) -> None:
        """Keep an exception, whoever caught it."""
        caught = next((one for one in error if isinstance(one, BaseException)), None)
        self.tell("".join(traceback.format_exception(caught)[-4:]) if caught is not None else str(error))

    def tell_raised(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Keep an exception that nobody caught, and print it: it may be the end of this process."""
        self.tell_error(error)
        sys.__excepthook__(kind, error, trace)

    def hear(self, kind: QtMsgType, _where: QMessageLogContext, message: str) -> None:
        """Keep a word of Qt."""
        if kind != QtMsgType.QtDebugMsg and not message.startswith(QUIET):
            self.tell(f"Qt: {message}")


@contextmanager
def opened(theme: Theme, stage: Stage, end: str, found: Found) -> Iterator[Window]:
    """Lend the window of an end. Whoever played last in it answers what still comes, until it is closed."""
    window = Window(theme, stage.session(end), on_crash=found.tell_error, on_lock=lambda: None, on_quit=lambda: None)
    window.shell.show()
    settle(window)
    yield window
    settle(window)
    if found.monkey is not None:
        found.monkey.end()
    window.shell.hide()
    window.guard.end()
    window.lanes.close()
    window.shell.deleteLater()


def play(window: Window, ground: Ground, case: bytes, dice: random.Random, events: int, found: Found) -> None:
    """Let a monkey loose on one page."""
    if found.monkey is not None:
        found.monkey.end()
    monkey = found.monkey = Monkey(window, dice)
    for number in range(events):
        if number % A_VISIT == 0:
            bring(window, ground, case, dice)
        monkey.act()
        QApplication.processEvents()
        if dice.randrange(SETTLED) == 0:
            settle(window)
        _ask(window, found)
        if number % A_LOOK == A_LOOK - 1 or number == events - 1:
            settle(window)
            for problem in (*unnamed_widgets(window.shell), *rich_words(window.shell)):
                found.tell(problem)


def _ask(window: Window, found: Found) -> None:
    """Ask whether the focus is somewhere, once the window is in front and nothing lies over it."""
    if QApplication.focusWidget() is None and QApplication.activeWindow() is window.shell:
        settle(window)
        if QApplication.focusWidget() is None and QApplication.activeWindow() is window.shell:
            found.tell("the focus is nowhere")
            window.shell.setFocus()


def main(arguments: list[str]) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tests.lab.monkey")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--events", type=int, default=5_000, help="on each page")
    parser.add_argument("--only", nargs="*", metavar="PAGE", help="such as case-people, or headquarters-inbox")
    parser.add_argument("--list", action="store_true", help="name the pages, and do nothing")
    given = parser.parse_args(arguments)
    faulthandler.enable()
    app = QApplication(["tipdesk", *FUSION])
    theme = Theme(app, FolderResources())
    theme.apply(Scheme.LIGHT, text_percent=100)
    found, played, names = Found(), 0, list[str]()
    qInstallMessageHandler(found.hear)
    sys.excepthook = found.tell_raised
    stage = make_stage(given.folder)
    for end in (POST, HEADQUARTERS):
        with opened(theme, stage, end, found) as window:
            for ground in grounds_of(window):
                found.here = f"{end}-{ground.name}"
                names.append(found.here)
                if given.list or (given.only and not {found.here, ground.name} & {*given.only}):
                    continue
                dice = random.Random(f"{given.seed} {found.here}")
                play(window, ground, stage.group, dice, given.events, found)
                played += given.events
                print(f"{found.here}: {len(found.problems)} problems so far", file=sys.stderr, flush=True)
    stage.close()
    told = {"events": played, "pages": names, "problems": list(found.problems.values())}
    print(json.dumps(told), flush=True)
    return int(bool(found.problems))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
