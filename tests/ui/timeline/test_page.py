"""The timeline on the page of a case, over a real store: filters with counts, the table, hidden dates, copies."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.ui.invented import CasesDesk, amber, other_officer
from tests.ui.probes import grab, moved, places, tab_order, unnamed_widgets, unreached_widgets, words
from tests.ui.timeline_probes import day, stay
from tipdesk.domain.records import BY_NAME
from tipdesk.services.access.declare_interest import declare_interest
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.delete_record import delete_record
from tipdesk.services.case.open_case import open_case
from tipdesk.services.case.timeline import DOTS
from tipdesk.ui.theme import Scheme, Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tipdesk.domain.rows import Row
    from tipdesk.homes.sessions import Session
    from tipdesk.services.case.open_case import Workspace
    from tipdesk.ui.timeline.page import TimelinePage
    from tipdesk.ui.wording import Wording


def labels(page: TimelinePage) -> list[str]:
    """Return the words of the events on the chart, track by track, without whom they are about."""
    return [event.label.partition(" · ")[0] for event in page.chart.events]


def with_rows(workspace: Workspace, **rows: tuple[Row, ...]) -> Workspace:
    """Return the case with other rows of some records."""
    return replace(workspace, view=replace(workspace.view, rows={**workspace.view.rows, **rows}))


def test_everything_dated_stands_on_it(page: TimelinePage) -> None:
    """Legs, an episode, a task's day and when the case was reported; every control has a name and Tab reaches it."""
    legs = ["Journey leg", "Journey leg"]
    assert sorted(labels(page)) == ["Episode: began", *legs, "Reported on", "Ring the safe place"]
    assert [chip.text() for chip in page.bar.chips.chips.values()] == [
        "Summary  1", "People  1", "Journey  2", "Tasks  1", "Only in dispute  0",
    ]  # fmt: skip
    assert page.bar.people.itemText(0) == "Everybody  5"
    assert page.detail.title.text() == "Choose an event"
    assert not page.detail.open.isEnabled()
    assert unnamed_widgets(page) == []
    assert unreached_widgets(page) == []
    order = [one for one in tab_order(page.window()) if page.isAncestorOf(one)]
    chips = [order.index(chip) for chip in page.bar.chips.chips.values() if chip in order]
    assert order.index(page.bar.copies) < min(chips) < max(chips) < order.index(page.chart)


def test_a_filter_says_how_many_and_moves_nothing(page: TimelinePage) -> None:
    """A page, a person, a kind, words: the chart follows, the counts agree, and no control moves."""
    before = places(page)
    page.bar.chips.switched.emit("journey")
    page.bar.chips.chips["journey"].setChecked(False)
    page.bar.chips.switched.emit("journey")
    assert sorted(labels(page)) == ["Episode: began", "Reported on", "Ring the safe place"]
    assert page.bar.people.itemText(0) == "Everybody  3"
    page.bar.people.setCurrentIndex(1)
    page.bar.people.activated.emit(1)
    assert labels(page) == ["Episode: began"]
    assert page.bar.chips.chips["journey"].text() == "Journey  2"
    [episode] = [action for action in page.bar.kinds.menu().actions() if action.text().startswith("Episodes")]
    episode.trigger()
    assert labels(page) == []
    assert "No event is like that" in words(page)
    assert moved(before, places(page)) == []
    [everything] = [one for one in page.findChildren(QPushButton) if one.text() == "Show everything"]
    everything.click()
    assert len(labels(page)) == 5
    assert all(page.bar.chips.is_on(name) for name in ("summary", "journey"))


def test_words_are_found_and_down_leads_to_the_chart(page: TimelinePage, qtbot: QtBot) -> None:
    """Typing narrows at once; Down goes on to what was found, Escape empties the line."""
    page.window().activateWindow()
    page.bar.words.setFocus()
    QTest.keyClicks(page.bar.words, "safe RING")
    qtbot.waitUntil(lambda: labels(page) == ["Ring the safe place"])
    QTest.keyClick(page.bar.words, Qt.Key.Key_Down)
    qtbot.waitUntil(page.chart.hasFocus)
    QTest.keyClick(page.chart, Qt.Key.Key_Right)
    assert page.detail.title.text() == "Ring the safe place"
    assert page.detail.when.text() == "25 Nov 2026 · day known"
    QTest.keyClick(page.bar.words, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(labels(page)) == 5)


def test_tracks_may_be_people(page: TimelinePage) -> None:
    """One track for each person, under the name that this officer may see, and one for the case as a whole."""
    page.bar.grouping.setCurrentIndex(1)
    page.bar.grouping.activated.emit(1)
    names = [track.name for track in page._seen]
    assert names[0] == "The case as a whole"
    assert names[1].endswith("Marisol Testperson")
    assert [len(track.events) for track in page._seen] == [2, 3]


def test_an_event_opens_its_row_at_its_page(desk: CasesDesk) -> None:
    """Enter on the chart and the button below open the row; Escape leads to its list; a save shows when seen."""
    view = desk.open(amber(desk.store).id)
    view.show_tab("timeline")
    desk.settle()
    page = view.timeline
    page.chart.choose(next(event for event in page.chart.events if event.kind == "JourneyLeg"))
    QTest.keyClick(page.chart, Qt.Key.Key_Return)
    desk.settle()
    assert view.tabs.current_name() == "journey"
    shown = desk.pane().row
    assert shown is not None
    assert shown.record.name == "JourneyLeg"
    QTest.keyClick(desk.pane().head.before, Qt.Key.Key_Escape)
    values = {"title": "Copy the ticket", "due": "2026-12-01"}
    desk.seat.lanes.write(add_record, desk.workspace().view.id, BY_NAME["Task"], values)
    desk.settle()
    assert "Copy the ticket" not in labels(page)
    view.show_tab("timeline")
    assert "Copy the ticket" in labels(page)
    desk.seat.lanes.write(delete_record, desk.workspace().view.of("JourneyLeg")[0])
    desk.settle()
    assert labels(page).count("Journey leg") == 1
    page.chart.choose(next(event for event in page.chart.events if event.kind == "Case"))
    page.detail.open.click()
    desk.settle()
    assert view.tabs.current_name() == "summary"
    assert view.over is None
    view.header.left.emit()
    assert page.chart.events == []
    assert page.table.model.count() == 0


def test_the_table_has_the_same_events_and_sorts(page: TimelinePage) -> None:
    """What is chosen on the chart is chosen there; a heading sorts, again the other way, by keyboard as well."""
    leg = next(event for event in page.chart.events if event.kind == "JourneyLeg")
    page.chart.choose(leg)
    page.bar.table.click()
    model, table = page.table.model, page.table.table
    assert model.count() == len(page.chart.events)
    assert model.subject(table.currentIndex().row()) == leg
    days = [line.cells[0] for line in model.lines]
    assert days == ["from 2026", "from Oct 2026", "from 3 Nov 2026", "25 Nov 2026", days[-1]]
    page.table.sort_by(0)
    assert [line.cells[0] for line in model.lines] == days[::-1]
    [by_words] = [action for action in table.actions() if action.text() == "Sort by What"]
    by_words.trigger()
    named = [line.cells[1].casefold() for line in model.lines]
    assert named == sorted(named)
    assert model.subject(table.currentIndex().row()) == leg
    table.setCurrentIndex(model.index(0, 0))
    assert page.detail.title.text() == model.lines[0].cells[1]
    opened: list[object] = []
    page.opened.connect(opened.append)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == [page.chart.chosen.row if page.chart.chosen else None]
    assert unnamed_widgets(page) == []


def test_another_case_begins_anew(page: TimelinePage, workspace: Workspace, wording: Wording) -> None:
    """Nothing of the case before stays: no words, no choice, no filter; the same case read again keeps them all."""
    page.bar.words.setText("safe")
    page.bar.chips.chips["journey"].click()
    page.chart.choose(page.chart.events[0])
    page.show_case(workspace, wording)
    assert page.chart.chosen is not None
    assert "Journey leg" not in labels(page)
    other = replace(workspace.case, id=b"another case row")
    page.show_case(replace(workspace, view=replace(workspace.view, case=other)), wording)
    assert len(labels(page)) == 5
    assert page.bar.words.text() == ""
    assert page.detail.title.text() == "Choose an event"
    page.leave()
    assert page.chart.events == []


def test_a_case_without_days_says_what_to_do(page: TimelinePage, workspace: Workspace, wording: Wording) -> None:
    """The sentence is there, and its button asks for a leg of a journey."""
    bare = replace(workspace.case, values={"title": "Quiet kite 1"}, siblings={})
    page.show_case(replace(workspace, view=replace(workspace.view, case=bare, rows={})), wording)
    assert "Nothing in this case has a day yet" in words(page)
    asked: list[object] = []
    page.add_asked.connect(lambda *told: asked.append(told))
    [add] = [one for one in page.findChildren(QPushButton) if one.isVisible()]
    add.click()
    assert asked == [("JourneyLeg", {})]


def test_a_record_declared_here_alone_stands_on_it(page: TimelinePage, workspace: Workspace, wording: Wording) -> None:
    """A record of the test, with a time and a due day, has its events, its chip and its line in the table."""
    person = workspace.people[0].person
    row = stay(1, person=person.id, where="Blue house", came=day(3), went=day(9), leaves_by=day(30))
    page.show_case(with_rows(workspace, Stay=(row,)), wording.with_rows([row, person]))
    shown = {event.label.partition(" · ")[0]: event.when for event in page.chart.events if event.page == "evidence"}
    assert shown == {"Blue house": "4 Jun 2026 to 10 Jun 2026", "Blue house: leaves by": "1 Jul 2026"}
    assert page.bar.chips.chips["evidence"].text() == "Evidence  2"
    asked: list[object] = []
    page.opened.connect(asked.append)
    page.chart.choose(next(event for event in page.chart.events if event.kind == "Stay"))
    assert page.detail.facts[0][1].text() == wording.title(person)
    QTest.keyClick(page.chart, Qt.Key.Key_Return)
    assert asked == [row]
    page.bar.table.click()
    assert [line.cells[2:4] for line in page.table.model.lines].count(("Stay", "Evidence")) == 2


def test_hidden_dates_are_counted_and_give_nothing_away(
    page: TimelinePage, workspace: Workspace, wording: Wording
) -> None:
    """Dots in the table, last whichever way it is sorted; on the chart only a count, and names stand as dots."""
    person = replace(workspace.people[0].person, masked=frozenset({"given_names", "family_name"}))
    person = replace(person, values={"person_code": "P-1"})
    hidden = replace(stay(1, person=person.id, where="Blue house"), masked=frozenset({"seen_at"}))
    page.show_case(with_rows(workspace, Person=(person,), Stay=(hidden,)), wording.with_rows([person, hidden]))
    [track] = [one for one in page._seen if one.key == "evidence"]
    assert (len(track.events), track.hidden) == (1, 1)
    assert "evidence" not in {event.page for event in page.chart.events}
    page.bar.table.click()
    for _turn in range(2):
        last = page.table.model.lines[-1]
        assert (last.cells[0], last.cells[-1]) == (DOTS, "Hidden")
        page.table.sort_by(0)
    said = [cell for line in page.table.model.lines for cell in line.cells]
    assert not any("Marisol" in cell for cell in said)
    assert f"P-1 {DOTS}" in said


def test_whoever_sees_a_summary_sees_codes(page: TimelinePage, post: Session, case: bytes, wording: Wording) -> None:
    """A colleague of the post has the same days, people by their codes, and is offered no copy with names."""
    colleague = other_officer(post, "frontline")
    declare_interest(colleague, case, knows_somebody=False)
    assert all(action.isEnabled() for action in page.bar.with_names)
    page.show_case(open_case(colleague, case), wording.with_rows([]))
    assert len(labels(page)) == 5
    assert not any("Testperson" in event.label for event in page.chart.events)
    assert not any(action.isEnabled() for action in page.bar.with_names)


@pytest.mark.parametrize(("size", "percent"), [((840, 480), 100), ((840, 400), 150), ((1250, 640), 150)])
def test_it_fits_every_window(page: TimelinePage, theme: Theme, size: tuple[int, int], percent: int) -> None:
    """In the smallest window and with large letters the chart keeps room for events, and no control is cut."""
    try:
        theme.apply(Scheme.LIGHT, text_percent=percent)
        page.resize(*size)
        QApplication.processEvents()
        assert page.chart.sight().chart.height() >= theme.pixels(24)
        for control in (page.bar.people, page.bar.kinds, page.bar.copies, page.bar.zoom.farther, page.detail.open):
            assert control.visibleRegion().boundingRect() == control.rect(), control.accessibleName()
        assert page.bar.chips.more.isVisible() == (size[0] < 1000)
        grab(page, f"timeline-{size[0]}-{percent}")
    finally:
        theme.apply(Scheme.LIGHT, text_percent=100)


def test_what_does_not_fit_in_the_line_is_switched_in_its_menu(page: TimelinePage) -> None:
    """The chips behind *More* say the same and do the same."""
    page.resize(560, 480)
    QApplication.processEvents()
    [tasks] = [action for action in page.bar.chips.menu.actions() if action.text().startswith("Tasks")]
    assert tasks.isChecked()
    tasks.trigger()
    assert "Ring the safe place" not in labels(page)
    assert page.bar.chips.chips["tasks"].isHidden()


def test_a_monkey_breaks_nothing(page: TimelinePage) -> None:
    """Keys, presses, wheels and switches in any order: no word from Qt, no exception, and the counts still agree."""
    dice = random.Random(7)
    keys = [
        getattr(Qt.Key, f"Key_{name}") for name in ("Left", "Right", "Up", "Down", "Home", "End", "Plus", "Minus", "0")
    ]
    for _step in range(400):
        what, ground = dice.randrange(6), page.chart.viewport()
        at = QPoint(dice.randrange(max(ground.width(), 1)), dice.randrange(max(ground.height(), 1)))
        if what == 0:
            QTest.mouseClick(ground, Qt.MouseButton.LeftButton, pos=at)
        elif what == 1:
            page.chart.zoom_by(dice.choice((0.4, 0.9, 1.3, 4.0)), at.x())
        elif what == 2:
            dice.choice([*page.bar.chips.chips.values(), page.bar.table, *page.bar.zoom.units.values()]).click()
        elif what == 3:
            page.resize(dice.randrange(300, 1300), dice.randrange(200, 900))
        elif what == 4:
            page.chart.horizontalScrollBar().setValue(dice.randrange(-50, 5_000))
        else:
            QTest.keyClick(page.chart, dice.choice(keys))
    page.bar.show_everything()
    QApplication.processEvents()
    assert len(labels(page)) == 5
    assert page.bar.people.itemText(0) == "Everybody  5"
