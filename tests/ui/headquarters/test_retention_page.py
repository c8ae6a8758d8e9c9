"""The page Retention of headquarters: what is due, asked for, and decided by a second officer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.services.arrived import arrived_case
from tests.ui.linked import World, open_window, show, standing_world, until
from tests.ui.probes import doubled_keys, unnamed_widgets, unreached_widgets
from tipdesk.bootstrap.pages import add_pages
from tipdesk.domain.records import BY_NAME
from tipdesk.services.headquarters.directory.officers import add_officer
from tipdesk.services.headquarters.directory.registry import HEADQUARTERS_CODE
from tipdesk.ui.headquarters.retention_view import RetentionPage
from tipdesk.ui.theme import Scheme, Theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.seat import Seat

CLOSED = {"status": "closed", "date_closed": "2001-05", "closure_reason": "not_tip"}
REASON = "Kept long enough"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Headquarters with two closed cases whose time is over; in one of them somebody is a suspect."""
    with standing_world(tmp_path) as made:
        made.enrol()
        desk = made.headquarters.desk
        arrived_case(desk, {"case": {"title": "Heron maple", **CLOSED}, "records": []})
        suspect = {"person": "p", "role": "suspect", "grounds": "Invented", "role_to": "2001"}
        people = [
            {"record": "Person", "key": "p", "fields": {"given_names": "Invented"}},
            {"record": "CaseRole", "fields": suspect},
        ]
        arrived_case(desk, {"case": {"title": "Quartz river", **CLOSED}, "records": people})
        yield made


def window_of(world: World, qtbot: QtBot, problems: list[object]) -> tuple[Seat, RetentionPage]:
    """Return headquarters' window of the officer at its desk with the page in front, once it has its answers."""
    seat = open_window(world.headquarters, problems, qtbot)
    add_pages(seat, world.headquarters)
    page = seat.shell.open_page("retention")
    until(qtbot, lambda: not seat.lanes.is_busy)
    assert isinstance(page, RetentionPage)
    return seat, page


def titles(world: World) -> list[object]:
    """Return the titles of the cases that headquarters still holds."""
    with world.headquarters.desk.read() as reader:
        return [row["title"] for row in reader.find_rows(BY_NAME["Case"])]


def test_two_officers_erase_a_case_from_the_page(world: World, theme: Theme, qtbot: QtBot) -> None:
    """A held case cannot be asked for; a free one needs a reason; who asked may not agree; the second one does."""
    problems: list[object] = []
    seat, page = window_of(world, qtbot, problems)
    lines = page.due.model.lines
    free = next(row for row, line in enumerate(lines) if line.cells[2].startswith("Yes"))
    page.due.table.selectRow(1 - free)
    assert "suspected" in lines[1 - free].cells[2]
    assert not page._ask.isVisible()
    page.due.table.selectRow(free)
    page._ask.click()
    until(qtbot, lambda: bool(page.reason.problem()))
    page.reason.set_value(REASON)
    page._ask.click()
    until(qtbot, lambda: bool(page.erasures.model.lines))
    assert page.due.table.hasFocus()
    page.erasures.table.selectRow(0)
    for scheme in (Scheme.DARK, Scheme.LIGHT):
        theme.apply(scheme, text_percent=100)
        show(seat, f"hq-retention-{scheme.value}")
    assert page.visibleRegion().boundingRect().height() == page.height(), "part of the page is below the fold"
    assert [unnamed_widgets(seat.shell), unreached_widgets(seat.shell), doubled_keys(seat.shell)] == [[], [], []]
    page._agree.click()
    show(seat, "hq-retention-sure")
    page._yes.click()
    until(qtbot, lambda: "asked for this erasure yourself" in page.banner.accessibleName())
    assert sorted(map(str, titles(world))) == ["Heron maple", "Quartz river"]
    seat.lanes.close()
    agree_as_another(world, qtbot, problems)
    assert titles(world) == ["Quartz river"]
    assert problems == []


def agree_as_another(world: World, qtbot: QtBot, problems: list[object]) -> None:
    """Agree in the window of a second coordinator."""
    desk = world.headquarters.desk
    row = add_officer(desk, "second", HEADQUARTERS_CODE, ["coordinator"])
    world.headquarters.desk = replace(desk, actor=replace(desk.actor, officer=row, login="second"))
    seat, page = window_of(world, qtbot, problems)
    page.erasures.table.selectRow(0)
    page._agree.click()
    page._yes.click()
    until(qtbot, lambda: "Erased: " in page.banner.accessibleName())
    until(qtbot, lambda: page.erasures.model.lines[0].cells[2] == "Erased")
    show(seat, "hq-retention-erased")
    seat.lanes.close()
