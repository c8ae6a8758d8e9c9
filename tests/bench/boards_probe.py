"""One case of very many rows in the real workspace, timed beside a bare list: `boards_probe.py FOLDER ROWS ROUNDS`.

Prints, in milliseconds and each beside the same of a bare `QListView` with as many lines: opening the case until it is
painted, bringing a page to the front for the first time and again, a key in the list of people until its row is read,
and a letter in the search line until what it finds is painted.
"""

from __future__ import annotations

import json
import os
import sys
import time
from functools import partial
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget

from tests.bench.first_paint import FirstPaint
from tests.bench.load_probe import until
from tests.ui.case.crashing import Patience
from tests.ui.invented import open_desk, open_post
from tests.ui.probes import FolderResources
from tipdesk.services.case.new_case import new_case
from tipdesk.ui.theme import FUSION, Scheme, Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.invented import CasesDesk
    from tipdesk.ui.records.board import RecordBoard

PEOPLE, TASKS = 100, 500
SIZE = (1240, 760)
NAMES = ("Ketsia", "Ana", "Josue", "Mirlande", "Rosa", "Luis", "Daniela", "Wilner", "Yolanda", "Pierre")
ROLES = ("potential_victim", "accompanying", "official", "witness")
SETTLED, SETTLING_MS = 3, 200


def document(rows: int) -> dict[str, object]:
    """Return a case of a hundred people, five hundred tasks, and notes up to the number of rows."""
    records: list[dict[str, object]] = []
    for at in range(PEOPLE):
        given = {
            "given_names": NAMES[at % len(NAMES)], "family_name": f"Invented {at}", "tag_number": f"{at + 1:02}",
            "sex": "female", "about_age": 8 + at % 40, "citizenships": ["HT"], "family_group": "ABCDEFGH"[at % 8],
        }  # fmt: skip
        records.append({"record": "Person", "key": f"p{at}", "fields": given})
        role = {"person": f"p{at}", "role": ROLES[at % len(ROLES)]}
        records.append({"record": "CaseRole", "key": f"r{at}", "fields": role})
    records += [
        {"record": "Task", "key": f"t{at}", "fields": {"title": f"Paper {at}", "status": "open"}} for at in range(TASKS)
    ]
    said = {"text": "Said at the pier, heard by the officer.", "kind": "case_note"}
    records += [{"record": "Note", "key": f"n{at}", "fields": said} for at in range(max(0, rows - len(records)))]
    return {"case": {"title": "Blue heron 12"}, "records": records}


def main(folder: Path, rows: int, rounds: int) -> None:
    """Measure, and print one JSON document of pairs: ours, and the floor."""
    app = QApplication(["tipdesk", *FUSION])
    Theme(app, FolderResources()).apply(Scheme.LIGHT, text_percent=100)
    session = open_post(folder)
    case = new_case(session.desk, document(rows)).id
    other = new_case(session.desk, document(1)).id
    with open_desk(session.desk, Asleep(), size=SIZE) as desk:  # type: ignore[arg-type] # what is used of qtbot
        desk.open(other)
        desk.open(case)
        found = {"open": _opening(desk, case, other, rounds), **_pages(desk, rounds)}
        found["key"], found["letter"] = _keys(desk, rounds), _letters(desk, rounds)
    floors = _bare(rows, rounds)
    print(json.dumps({name: (value, floors["key" if name in ("key", "letter") else "open"])
                      for name, value in found.items()}))  # fmt: skip
    session.close()


class Asleep(Patience):
    """Waits as Qt does, asleep until something comes: a loop that spins would take the reader's turn."""

    def waitUntil(self, callback: Callable[[], object], *, timeout: int = 0) -> None:  # noqa: N802 - pytest-qt's name
        """Return once `callback` is true."""
        _until(lambda: bool(callback()))


def _until(is_so: Callable[[], bool]) -> None:
    app = QApplication.instance()
    if app is not None and not is_so():
        until(app, is_so)


def _painted(deed: Callable[[], object], widget: QWidget) -> float:
    """Return the milliseconds from a deed until what it changed has been painted."""
    ends: list[float] = []
    began = time.perf_counter()
    deed()
    FirstPaint(widget, lambda: ends.append(time.perf_counter()))
    widget.update()
    _until(lambda: bool(ends))
    return (ends[0] - began) * 1000


def _p95(runs: list[float]) -> float:
    return quantiles(runs, n=20)[-1] if len(runs) > 1 else runs[0]


def _opening(desk: CasesDesk, case: bytes, other: bytes, rounds: int) -> float:
    runs = []
    for _round in range(rounds):
        desk.open(other)
        runs.append(_painted(partial(desk.open, case), desk.screen))
    return _p95(runs)


def _pages(desk: CasesDesk, rounds: int) -> dict[str, float]:
    turn = desk.screen.case_view.show_tab
    names = ("people", "notes", "tasks", "journey")
    first = []
    for name in names:
        first.append(_painted(partial(turn, name), desk.screen))
        QTest.qWait(SETTLING_MS)
    again = [_painted(partial(turn, name), desk.screen) for _round in range(rounds) for name in names]
    return {"first": max(first), "again": _p95(again)}


def _people(desk: CasesDesk) -> RecordBoard:
    board = desk.screen.case_view.pages.board_of("Person")
    assert board is not None
    board.list.focus_list()
    return board


def _keys(desk: CasesDesk, rounds: int) -> float:
    board = _people(desk)
    keys = [Qt.Key.Key_Down] * rounds + [Qt.Key.Key_Up] * rounds
    return _p95([_painted(partial(QTest.keyClick, board.list.view, key), desk.screen) for key in keys])


def _letters(desk: CasesDesk, rounds: int) -> float:
    board = desk.screen.case_view.pages.board_of("Note")
    assert board is not None
    desk.settle()
    said = [word[:end] for word in ("pier", "officer", "heard")[:rounds] for end in range(1, len(word) + 1)]
    return _p95([_painted(partial(board.list.head.search.asked.emit, words), desk.screen) for words in said])


def _bare(rows: int, rounds: int) -> dict[str, float]:
    """Return the same of a bare list: made, filled and painted; and a key in it."""
    lines, opened, keys = [f"Note {at}: said at the pier" for at in range(rows)], [], []
    for _round in range(rounds):
        view = QListView()
        view.setUniformItemSizes(True)
        view.resize(*SIZE)
        opened.append(_painted(partial(_fill, view, lines), view))
        keys += [_painted(partial(QTest.keyClick, view, Qt.Key.Key_Down), view) for _step in range(SETTLED)]
        view.hide()
    return {"open": _p95(opened), "key": _p95(keys)}


def _fill(view: QListView, lines: list[str]) -> None:
    view.setModel(QStringListModel(lines, view))
    view.show()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
