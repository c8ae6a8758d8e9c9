"""A window over a home that is killed while somebody types, and a second one that shows what was typed.

`python -m tests.ui.case.crashing typing FOLDER` makes a post, types into a section and ends without a word to anybody
as soon as the draft is on the disk; `reading FOLDER` opens the post again and prints what the section shows.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.invented import PASSPHRASE, CasesDesk, amber, open_desk, open_post
from tests.ui.probes import FolderResources
from tipdesk.homes.opening import open_session
from tipdesk.services.case.list_cases import list_cases
from tipdesk.services.drafts import find_drafts
from tipdesk.ui.records.section_view import DRAFT
from tipdesk.ui.theme import FUSION, Scheme, Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from tipdesk.domain.rows import Row

PATIENCE_SECONDS, KILLED = 30, 9
TYPED = "Halfaword"


class Patience:
    """Waits as pytest-qt does, without pytest."""

    def addWidget(self, widget: QWidget) -> None:  # noqa: N802 - pytest-qt's name
        """Keep nothing: the process ends before any widget would have to go."""

    def waitUntil(self, callback: Callable[[], object], *, timeout: int = 0) -> None:  # noqa: N802 - pytest-qt's name
        """Return once `callback` is true."""
        until = time.monotonic() + PATIENCE_SECONDS
        while not callback():
            QApplication.processEvents()
            if time.monotonic() > until:
                raise TimeoutError


def main() -> None:
    """Type and be killed, or read what is left."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    app = QApplication(["tipdesk", *FUSION])
    Theme(app, FolderResources()).apply(Scheme.LIGHT, text_percent=100)
    if what == "typing":
        session = open_post(folder)
        amber(session.desk)
    else:
        session = open_session(folder, None, PASSPHRASE)
    with open_desk(session.desk, Patience()) as desk:  # type: ignore[arg-type] # what is used of qtbot
        (_type if what == "typing" else _read)(desk)
    session.close()


def _person(desk: CasesDesk) -> Row:
    [line] = list_cases(desk.store).lines
    desk.open(line.summary.id)
    return desk.workspace().people[0].person


def _type(desk: CasesDesk) -> None:
    form = desk.edit(_person(desk), "given_names")
    QTest.keyClicks(form.form.frames["given_names"].editor.faces[0], TYPED)
    desk.qtbot.waitUntil(lambda: bool(find_drafts(desk.store)))
    sys.stdout.write("typed and died\n")
    sys.stdout.flush()
    os._exit(KILLED)  # as a crash or a power cut would end it: nothing is closed, nothing is said


def _read(desk: CasesDesk) -> None:
    person = _person(desk)
    pane = desk.read(person)
    states = [view.title for view in pane.body.sections if view.state == DRAFT]
    form = desk.edit(person, "given_names")
    sys.stdout.write(f"{states} {form.form.frames['given_names'].value()}\n")


if __name__ == "__main__":
    main()
