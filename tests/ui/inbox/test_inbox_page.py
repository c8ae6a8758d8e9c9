"""Headquarters' inbox over its real store: what posts report, taken in hand, given away, and the post that sent it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.linked import World, show, until
from tests.ui.probes import doubled_keys, unnamed_widgets, unreached_widgets, words
from tipdesk.services.access.declare_interest import declare_interest
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.look import look
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import sync_now
from tipdesk.ui.inbox.view import InboxView
from tipdesk.ui.shell import Page
from tipdesk.ui.widgets.ask_dialog import AskDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tipdesk.services.results import Saved
    from tipdesk.ui.inbox.lines import Told
    from tipdesk.ui.seat import Seat

CONTROL = Qt.KeyboardModifier.ControlModifier
OWN_WORDS = "Invented: a man answered every question."


@pytest.fixture(scope="module")
def sent(world: World) -> dict[str, Saved]:
    """Three reports that the post has sent: a plain one, one with a child, one with danger."""
    told: dict[str, dict[str, object]] = {
        "plain": {"danger_now": "no", "persons_count": 3},
        "child": {"under_18": "unsure", "persons_count": "one", "own_words": OWN_WORDS},
        "danger": {"danger_now": "yes"},
    }
    made = {name: record_worry(world.post.desk, answers, urgent=True) for name, answers in told.items()}
    carry(world)
    return made


def carry(world: World) -> None:
    """Let the post send, and take what headquarters has for it."""
    sync_now(world.post.desk, world.wire, no_step, never)


def opened(seat: Seat, qtbot: QtBot) -> InboxView:
    """Open the page and wait until it shows what there is."""
    view = seat.shell.open_page("inbox")
    assert isinstance(view, InboxView)
    until(qtbot, lambda: view.model.rowCount() > 0)
    return view


def listed(view: InboxView) -> list[str]:
    """Return the references in the order of the list."""
    rows = (view.model.told(row) for row in range(view.model.rowCount()))
    return [told.reference for told in rows if told.line]


def test_the_gravest_is_first_and_nothing_is_opened_unasked(
    world: World, sent: dict[str, Saved], seat: Seat, qtbot: QtBot
) -> None:
    """Danger, then the child, then the other; until a line is chosen nothing is told of it."""
    view = opened(seat, qtbot)
    assert listed(view) == [sent[name].reference for name in ("danger", "child", "plain")]
    view.list.clearFocus()
    view.list.setFocus(Qt.FocusReason.OtherFocusReason)
    assert view.list.hasFocus()
    assert view.current() is None
    assert OWN_WORDS not in words(view)
    assert "Choose a report" in words(view.pane)
    until(qtbot, lambda: "1 post heard" in words(view))
    show(seat, "inbox-at-rest")
    for size in ((1024, 700), (1440, 900)):
        seat.shell.resize(*size)
        assert unnamed_widgets(seat.shell) == []
        assert unreached_widgets(seat.shell) == []
        assert doubled_keys(seat.shell) == []


def test_a_child_is_taken_in_hand_and_the_post_sees_it(
    world: World, sent: dict[str, Saved], seat: Seat, qtbot: QtBot
) -> None:
    """By keyboard: down to the report, read, I; the words of its line change where it stands, and the post has it."""
    declare_interest(world.headquarters.desk, sent["child"].case, knows_somebody=False)
    view = opened(seat, qtbot)
    view.list.setFocus()
    view.choose(sent["child"].report)
    until(qtbot, lambda: OWN_WORDS in words(view.pane))
    assert "Do not question." in words(view.pane)
    assert "as typed: one" in words(view.pane)
    show(seat, "inbox-child")
    before = listed(view)
    QTest.keyClick(view.list, Qt.Key.Key_I)
    until(qtbot, lambda: "has it" in words(view.pane))
    until(qtbot, lambda: "2 wait" in words(view))
    assert listed(view) == before
    assert not view.pane.have.isEnabled()
    carry(world)
    [read] = look(world.post.desk, sent["child"].case).of("Acknowledgement")
    assert read["report"] == sent["child"].report
    view.more_pressed.emit()
    seat.shell.open_page("inbox")
    view.shown.emit()
    until(qtbot, lambda: listed(view)[-1] == sent["child"].reference)


def test_whoever_has_not_said_whether_they_know_somebody_is_led_there(
    sent: dict[str, Saved], seat: Seat, qtbot: QtBot
) -> None:
    """Nothing of the report is shown before; Enter opens the case, where it is asked."""
    view = opened(seat, qtbot)
    view.choose(sent["danger"].report)
    until(qtbot, lambda: "say first whether you know" in words(view.pane))
    assert view.pane.case.isEnabled()
    seat.shell.add_page(Page("cases", "Cases", "folder", QWidget))
    QTest.keyClick(view.list, Qt.Key.Key_Return)
    assert seat.shell.actions_known.page == "cases"


def test_a_report_is_given_to_its_post(world: World, sent: dict[str, Saved], seat: Seat, qtbot: QtBot) -> None:
    """Assign offers the post that sent it, today; it becomes a task that the post has after its next sync."""
    view = opened(seat, qtbot)
    view.choose(sent["plain"].report)
    view.pane.assign.click()
    until(qtbot, lambda: bool(seat.shell.findChildren(AskDialog)))
    [dialog] = seat.shell.findChildren(AskDialog)
    show(seat, "inbox-assign")
    assert dialog.field("whom").value() == "post"
    dialog.deed.click()
    until(qtbot, lambda: not seat.lanes.is_busy)
    carry(world)
    [task] = look(world.post.desk, sent["plain"].case).of("Task")
    assert (task["assigned_to"], task["status"], bool(task["due"])) == (None, "open", True)
    QApplication.processEvents()


def test_the_rail_counts_what_waits(world: World, sent: dict[str, Saved], seat: Seat, qtbot: QtBot) -> None:
    """The same number as over the list; what comes while another page is in front is counted too."""
    view, button = opened(seat, qtbot), seat.shell.rail._buttons["inbox"]
    until(qtbot, lambda: button.count > 0)
    count = button.count
    assert f"{count} wait" in words(view)
    assert button.accessibleName().startswith(f"Inbox: {count} wait")
    seat.shell.add_page(Page("other", "Other", "home", QWidget))
    seat.shell.open_page("other")
    late = record_worry(world.post.desk, {"danger_now": "yes"}, urgent=True)
    carry(world)
    seat.notices.announce(late.changed)
    until(qtbot, lambda: button.count == count + 1)


def test_what_comes_meanwhile_is_offered_not_pushed_in(
    world: World, sent: dict[str, Saved], seat: Seat, qtbot: QtBot
) -> None:
    """A report that arrives while somebody reads changes no line; "1 new: show" brings it."""
    view = opened(seat, qtbot)
    before = listed(view)
    late = record_worry(world.post.desk, {"danger_now": "yes"}, urgent=True)
    carry(world)
    seat.notices.announce(late.changed)
    until(qtbot, view.more.isVisible)
    assert listed(view) == before
    view.more.click()
    until(qtbot, lambda: late.reference in listed(view))


def test_a_clock_that_has_run_out_stands_as_a_group(world: World, seat: Seat, qtbot: QtBot) -> None:
    """Danger of long ago that nobody was rung about: in words, with what stops it; its case opens from there."""
    report = {"danger_now": "yes", "under_18": "no", "written_at": "2026-03-01T10:00:00-04:00"}
    records = [{"record": "Report", "fields": report}]
    made = new_case(world.headquarters.desk, {"case": {"title": "Amber heron 42"}, "records": records})
    view = opened(seat, qtbot)

    def rows() -> list[Told]:
        return [view.model.told(row) for row in range(view.model.rowCount())]

    def found() -> Told | None:
        return next((row for row in rows() if row.report is None and row.reference == made.reference), None)

    until(qtbot, lambda: found() is not None)
    told = found()
    assert told is not None
    assert (told.below, told.is_late, told.is_grave) == ("Call about danger", True, True)
    assert "days overdue" in told.waits
    assert "Overdue" in told.spoken
    heads = [row.post for row in rows() if row.line is None]
    assert "Overdue" in heads
    view.choose(told.key)
    until(qtbot, lambda: "A call that was answered" in words(view.pane))
    assert not view.pane.have.isEnabled()
    assert view.pane.assign.isEnabled()
    for key, held in ((Qt.Key.Key_Home, False), (Qt.Key.Key_PageUp, False), (Qt.Key.Key_Up, True)):
        view.choose(told.key)
        for _press in range(len(rows())):
            QTest.keyClick(view.list, key, CONTROL if held else Qt.KeyboardModifier.NoModifier)
        assert view.list.currentIndex().row() == 1
    for key, held in ((Qt.Key.Key_PageDown, False), (Qt.Key.Key_Down, True)):
        view.list.go_to(1)
        QTest.keyClick(view.list, key, CONTROL if held else Qt.KeyboardModifier.NoModifier)
        assert view.list.currentIndex().row() > 1
    assert unnamed_widgets(view) == []
