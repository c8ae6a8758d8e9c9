"""Cycles are collected on the GUI thread alone: nothing of Qt's ends on a lane."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from tipdesk.ui.collecting import EVERY_MS, collect_due
from tipdesk.ui.lanes import Lane, Lanes

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

MANY = 200_000
"""Containers made at once: a hundred times what makes Python look for cycles."""


class Thing(QObject):
    """Something of a screen's."""

    def __init__(self, itself: list[QObject]) -> None:
        super().__init__()
        self.kept = itself

    def hear(self, _answer: object) -> None:
        """Be told."""


def _make_cycle(ended: list[str]) -> None:
    """Make an object of Qt that only the collector can end, and note on which thread it does."""
    itself: list[QObject] = []
    thing = Thing(itself)
    itself.append(thing)
    weakref.finalize(thing, lambda: ended.append(threading.current_thread().name))


def _work(_desk: object) -> int:
    return len([[number] for number in range(MANY)])


def _due() -> int:
    """Return how many containers make the young ones due, whatever older ones end meanwhile: those count against."""
    return 10 * gc.get_threshold()[0]


def _lanes() -> Lanes[object]:
    broken: list[BaseException] = []
    return Lanes(dict.fromkeys(Lane, object()), on_problem=broken.append, on_crash=broken.append)


def test_a_lane_collects_nothing(qtbot: QtBot) -> None:
    """A lane that works hard leaves a screen's cycle alone; the GUI thread ends it within a second or so."""
    lanes, ended, counts = _lanes(), list[str](), list[int]()
    _make_cycle(ended)
    for lane in (lanes.write, lanes.read, lanes.link):
        lane(_work)
    lanes.write(_work, then=counts.append)
    lanes.close()
    assert counts == [MANY]
    assert ended == []
    kept = [[number] for number in range(_due())]
    qtbot.waitUntil(lambda: bool(ended), timeout=10 * EVERY_MS)
    assert ended == ["MainThread"]
    assert kept


@pytest.mark.usefixtures("qtbot")
def test_a_thread_of_python_would_collect() -> None:
    """The same work beside a collector that is left to itself ends the cycle where it should not: the test can fail."""
    gc.collect()  # windows of earlier tests must not end on another thread: that would end the process
    ended: list[str] = []
    _make_cycle(ended)
    gc.enable()
    try:
        beside = threading.Thread(target=_work, args=(None,), name="beside")
        beside.start()
        beside.join()
    finally:
        gc.disable()
    assert ended == ["beside"]


def test_what_hears_an_answer_ends_on_the_gui_thread(qtbot: QtBot) -> None:
    """A lane does not hold the last reference to what its answer is told to."""
    lanes, ended, gate = _lanes(), list[str](), threading.Event()

    def wait(_desk: object) -> bool:
        return gate.wait(20)

    for _number in range(200):
        thing = Thing([])
        weakref.finalize(thing, lambda: ended.append(threading.current_thread().name))
        lanes.read(wait, then=thing.hear)
        del thing
    gate.set()
    qtbot.waitUntil(lambda: not lanes.is_busy)
    lanes.close()
    assert ended == ["MainThread"] * 200


def test_old_generations_wait_for_their_threshold() -> None:
    """What has survived is looked through less often than what is new."""
    gc.collect()
    kept = [[number] for number in range(_due())]
    collect_due()
    young, older, _oldest = gc.get_count()
    assert young < len(kept)
    assert older == 1
    collect_due()
    assert gc.get_count()[1] == 1
