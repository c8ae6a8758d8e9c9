"""My work at both ends: a report waits at headquarters, is taken and given away there, and comes back as a task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.linked import World, show, shown_window, until
from tipdesk.services.case.note_outcome import note_outcome
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.my_work.my_work import Duty, my_work
from tipdesk.services.reports.assign_report import assign_report
from tipdesk.services.reports.find_reports import find_inbox
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import sync_now
from tipdesk.ui.my_work.page import make_page

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tipdesk.services.desk import Desk
    from tipdesk.ui.widgets.entry_delegate import Entry


def duties(desk: Desk) -> list[Duty]:
    """Return what waits for the officer at a desk."""
    return [line.duty for line in my_work(desk).lines]


def test_a_report_is_taken_at_headquarters_by_one_key(world: World, qtbot: QtBot) -> None:
    """What waits there is counted as the inbox counts it; I takes it, and the post's line is a report that was read."""
    world.enrol()
    record_worry(world.post.desk, {"danger_now": "yes"})
    sync_now(world.post.desk, world.wire, no_step, never)
    assert Duty.REPORT in duties(world.post.desk)
    desk = world.headquarters.desk
    reports = [duty for duty in duties(desk) if duty is Duty.REPORT]
    assert len(reports) == len(find_inbox(desk).waiting) == 1
    with shown_window(world.headquarters, qtbot) as seat:
        view = make_page(seat)
        qtbot.addWidget(view)
        view.show()
        until(qtbot, lambda: any(one.what.startswith("A report waits") for one in view.list.entry_model.entries()))
        [entry] = [one for one in view.list.entry_model.entries() if one.what.startswith("A report waits")]
        view.list.choose(entry.key)
        view.list.lettered.emit("I")

        def taken() -> bool:
            rows: list[Entry] = view.list.entry_model.entries()
            return [one.is_gone for one in rows if one.key == entry.key] == [True]

        until(qtbot, taken)
        show(seat, "my-work-headquarters")
        until(qtbot, lambda: not seat.lanes.is_busy)
    assert len(find_inbox(desk).waiting) == 0
    sync_now(world.post.desk, world.wire, no_step, never)
    work = my_work(world.post.desk)
    assert Duty.REPORT not in [line.duty for line in work.lines]
    assert len(work.reports) == 1


def test_what_became_of_a_report_comes_back_to_its_author(world: World, qtbot: QtBot) -> None:
    """As one word beside the report, and not a word of what headquarters wrote about it."""
    [read] = my_work(world.post.desk).reports
    note_outcome(world.headquarters.desk, read.case.id, read.report, "safe_place", "Invented words")
    sync_now(world.post.desk, world.wire, no_step, never)
    with shown_window(world.post, qtbot) as seat:
        view = make_page(seat)
        qtbot.addWidget(view)
        view.show()
        until(qtbot, lambda: any("Taken to a safe place" in one.below for one in view.list.entry_model.entries()))
        [told] = [one for one in view.list.entry_model.entries() if "Taken to a safe place" in one.below]
        assert told.pills == (("Taken to a safe place", "info"),)
        assert "Invented words" not in repr(told)
        until(qtbot, lambda: not seat.lanes.is_busy)


def test_what_headquarters_gives_is_an_instruction(world: World) -> None:
    """A task written at headquarters stands as such at the post, one of the post's own does not."""
    case = my_work(world.post.desk).cases[0].summary.id
    assign_report(world.headquarters.desk, case, officer=world.post.desk.actor.officer)
    sync_now(world.post.desk, world.wire, no_step, never)
    [told] = [one for one in my_work(world.post.desk).lines if one.duty is Duty.INSTRUCTION]
    assert told.case == case
    assert Duty.INSTRUCTION not in duties(world.headquarters.desk)
