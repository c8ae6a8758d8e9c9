"""The lanes: order, threads, stale answers, refusals, long work and closing."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from tipdesk.domain.errors import TipdeskError, UserError
from tipdesk.ui.lanes import Ears, Lane, Lanes, StoppedError, Watch

UNCLOSED = """
import atexit
from PySide6.QtCore import QCoreApplication
from tipdesk.ui.lanes import Lane, Lanes

app = QCoreApplication([])
lanes = Lanes(dict.fromkeys(Lane, print), on_problem=print, on_crash=print)

def late():
    before = len(lanes._ears)
    lanes.write(lambda desk: desk("late"))
    print("not busy" if len(lanes._ears) == before else "busy")

atexit.register(late)
lanes.write(lambda desk: desk("written"))
"""


@dataclass
class FakeDesk:
    """A desk that remembers what was done on it and can be held up."""

    done: list[object] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)


@dataclass
class Heard:
    """What reached the last two doors."""

    problems: list[TipdeskError] = field(default_factory=list)
    crashes: list[BaseException] = field(default_factory=list)
    announced: list[object] = field(default_factory=list)


def note(desk: FakeDesk, content: object) -> tuple[object, str]:
    """Do one thing and tell on which thread."""
    desk.done.append(content)
    return content, threading.current_thread().name


def hold(desk: FakeDesk) -> str:
    """Wait for the gate."""
    desk.gate.wait(20)
    return "held"


@pytest.fixture
def desk() -> FakeDesk:
    """One desk for the three lanes."""
    return FakeDesk()


@pytest.fixture
def heard() -> Heard:
    """The ears of the application."""
    return Heard()


@pytest.fixture
def lanes(qapp: object, desk: FakeDesk, heard: Heard) -> Iterator[Lanes[FakeDesk]]:
    """Lanes that are closed after the test."""
    made = Lanes(
        dict.fromkeys(Lane, desk),
        on_problem=heard.problems.append,
        on_crash=heard.crashes.append,
        announce=heard.announced.append,
        readers=1,
    )
    yield made
    desk.gate.set()
    made.close()


def test_5000_answers_arrive_in_order_on_the_gui_thread(qtbot: QtBot, lanes: Lanes[FakeDesk], desk: FakeDesk) -> None:
    """Five thousand answers cross the signal without loss, in order (PySide6 6.12 aborts after some hundred)."""
    answers: list[tuple[object, str]] = []
    threads: set[str] = set()

    def hear(answer: tuple[object, str]) -> None:
        answers.append(answer)
        threads.add(threading.current_thread().name)

    for number in range(5000):
        lanes.write(note, number if number % 3 else bool(number % 2) or None, then=hear)
    qtbot.waitUntil(lambda: len(answers) == 5000, timeout=60_000)
    assert [answer[0] for answer in answers] == desk.done
    assert threads == {"MainThread"}
    assert {answer[1] for answer in answers} == {"lane-write_0"}


def test_stale_answer_is_dropped(qtbot: QtBot, lanes: Lanes[FakeDesk], desk: FakeDesk) -> None:
    """Of three questions with one key only the last is answered, and the overtaken one is not even asked."""
    answers: list[object] = []
    lanes.read(hold, then=answers.append, key="find")
    lanes.read(note, "middle", then=answers.append, key="find")
    lanes.read(note, "last", then=lambda pair: answers.append(pair[0]), key="find")
    desk.gate.set()
    qtbot.waitUntil(lambda: not lanes.is_busy)
    assert answers == ["last"]
    assert desk.done == ["last"]


def test_overtaken_write_is_still_done(qtbot: QtBot, lanes: Lanes[FakeDesk], desk: FakeDesk) -> None:
    """A newer write with the same key never makes an older one skip, and its refusal is told."""
    problems: list[TipdeskError] = []

    def refuse(_desk: FakeDesk) -> None:
        raise UserError("bad-date", "This must be a real date.")

    lanes.write(note, 1, key="draft")
    lanes.write(refuse, failed=problems.append, key="draft")
    lanes.write(note, 2, key="draft")
    qtbot.waitUntil(lambda: not lanes.is_busy)
    assert desk.done == [1, 2]
    assert [problem.code for problem in problems] == ["bad-date"]


def test_answer_for_a_closed_screen_is_dropped(qtbot: QtBot, lanes: Lanes[FakeDesk], desk: FakeDesk) -> None:
    """When the owner has gone, nobody is called."""
    owner = QObject()
    answers: list[object] = []
    lanes.read(hold, then=answers.append, owner=owner)
    owner.deleteLater()
    with qtbot.waitSignal(owner.destroyed):
        pass
    desk.gate.set()
    qtbot.waitUntil(lambda: not lanes.is_busy)
    assert answers == []


def test_refusal_and_bug_take_different_doors(qtbot: QtBot, lanes: Lanes[FakeDesk], heard: Heard) -> None:
    """A refusal without its own ear reaches on_problem, anything else on_crash, and an answer is announced."""

    def refuse(_desk: FakeDesk) -> None:
        raise UserError("bad-date", "This must be a real date.")

    def break_down(_desk: FakeDesk) -> None:
        raise ZeroDivisionError

    lanes.read(refuse)
    lanes.write(break_down)
    lanes.write(note, "saved")
    qtbot.waitUntil(lambda: not lanes.is_busy)
    assert [problem.code for problem in heard.problems] == ["bad-date"]
    assert [type(crash) for crash in heard.crashes] == [ZeroDivisionError]
    assert heard.announced == [("saved", "lane-write_0")]


def test_long_work_tells_progress_and_stops(qtbot: QtBot, lanes: Lanes[FakeDesk], desk: FakeDesk) -> None:
    """Cancel makes the next `tell` end the work; progress and `stopped` arrive on the GUI thread."""
    told: list[tuple[int, int, str]] = []
    stopped: list[bool] = []

    def carry(desk: FakeDesk, *, watch: Watch) -> str:
        watch.tell(1, 3, "stick")
        desk.gate.wait(20)
        watch.tell(2, 3, "stick")
        return "carried"

    job = lanes.link(carry, ears=Ears(progress=lambda *step: told.append(step), stopped=lambda: stopped.append(True)))
    qtbot.waitUntil(lambda: told == [(1, 3, "stick")])
    job.cancel()
    desk.gate.set()
    qtbot.waitUntil(lambda: stopped == [True])
    assert told == [(1, 3, "stick")]


def test_a_word_after_the_end_is_not_heard(qtbot: QtBot, lanes: Lanes[FakeDesk], heard: Heard) -> None:
    """What a transfer has left behind may still tell how far it is: nobody listens, and nothing breaks."""
    told: list[object] = []

    def carry(_desk: FakeDesk, *, watch: Watch) -> None:
        watch.tell(1, 2)

    job = lanes.link(carry, ears=Ears(progress=lambda *step: told.append(step)))
    qtbot.waitUntil(lambda: not lanes.is_busy)
    job.watch.tell(2, 2)
    lanes.link(note, "next")
    qtbot.waitUntil(lambda: not lanes.is_busy)
    assert told == [(1, 2, "")]
    assert heard.crashes == []


def test_link_work_hands_its_writes_over(qtbot: QtBot, lanes: Lanes[FakeDesk]) -> None:
    """A transfer's short write runs on the write lane."""
    answers: list[tuple[object, str]] = []

    def carry(desk: FakeDesk) -> tuple[object, str]:
        return lanes.hand_over(lambda: note(desk, "receipt"))

    lanes.link(carry, ears=Ears(then=answers.append))
    qtbot.waitUntil(lambda: answers == [("receipt", "lane-write_0")])


def test_close_finishes_writes(lanes: Lanes[FakeDesk], desk: FakeDesk) -> None:
    """Closing loses no write, hands out its answer, and takes no new work."""
    answers: list[object] = []
    before = set(threading.enumerate())
    for number in range(50):
        lanes.write(note, number, then=answers.append)
    assert set(threading.enumerate()) > before
    lanes.close()
    lanes.write(note, "late")
    assert desk.done == list(range(50))
    assert len(answers) == 50
    assert set(threading.enumerate()) <= before


def test_closed_lanes_refuse_what_is_handed_over(lanes: Lanes[FakeDesk], desk: FakeDesk) -> None:
    """Link work under way at the close still hands its write over; later it is stopped, and nothing is written."""

    def carry(desk: FakeDesk) -> object:
        desk.gate.wait(20)
        return lanes.hand_over(lambda: note(desk, "receipt"))

    answers: list[object] = []
    lanes.link(carry, ears=Ears(then=answers.append))
    desk.gate.set()
    lanes.close()
    assert answers == [("receipt", "lane-write_0")]
    with pytest.raises(StoppedError):
        lanes.hand_over(lambda: note(desk, "late"))
    assert desk.done == ["receipt"]


def test_lanes_end_with_the_process() -> None:
    """Where nobody has closed them, what is asked as the process ends never runs, and is no error."""
    ended = subprocess.run([sys.executable, "-c", UNCLOSED], capture_output=True, text=True, check=True, timeout=60)
    assert ended.stdout.split() == ["written", "not", "busy"]
    assert ended.stderr == ""
