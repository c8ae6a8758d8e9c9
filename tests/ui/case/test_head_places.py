"""Where the parts of the head of a case stand: at one place on every page, in every size of letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.ui.case.staged import begun
from tests.ui.invented import amber, open_desk, other_officer
from tests.ui.keyboard import keyboard_window
from tests.ui.probes import grab, unnamed_widgets, unreached_widgets
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.look import look
from tipdesk.ui.theme import Scheme, Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.invented import CasesDesk
    from tipdesk.homes.sessions import Session
    from tipdesk.ui.case.header import CaseHeader


def spots(head: CaseHeader) -> dict[QWidget, tuple[int, int]]:
    """Return where each part of the head stands, from its left edge."""
    parts = (*head.stage.steps, head.risk, head.charge, head.people)
    return {part: (part.mapTo(head, QPoint(0, 0)).x(), part.width()) for part in parts}


@pytest.mark.parametrize("size", [(1024, 700), (1440, 900)])
def test_no_change_moves_a_part_of_the_head(post: Session, qtbot: QtBot, theme: object, size: tuple[int, int]) -> None:
    """Another stage, risk, dispute and children leave every part where it stands; neither risk nor *You* is cut."""
    with open_desk(post.desk, qtbot, size=size) as desk:
        case = begun(post, "reported", risk_level="low")
        head = desk.open(case).header
        before = spots(head)
        row = look(post.desk, case).case
        amend_record(post.desk, row, {"risk_level": "imminent", "status": "screening"})
        amend_record(post.desk, row, {"risk_level": "medium", "status": "open"})
        for _person in range(12):
            add_record(post.desk, case, BY_NAME["Person"], {"about_age": 9})
        desk.screen.case._ask()
        desk.settle()
        assert spots(head) == before
        assert "disputed" in head.risk.accessibleName()
        assert not head.risk._words.is_cut()
        head.charge.say("Sergeant Samplewood of Vieux Fort (you)", short="You")
        assert (head.charge.text(), head.charge._words.text()) == ("Sergeant Samplewood of Vieux Fort (you)", "You")
        head.clock.call("The very long name of something that is due next")
        head.clock.say("in 29 hours")
        caption = head.clock._label
        assert caption.text().endswith("…")
        assert caption.fontMetrics().horizontalAdvance(caption.text()) <= head.clock.width()
        assert (head.people.text(), head.child_pill.text()) == ("12", "12 children")


def test_the_head_is_the_same_on_every_page(desk: CasesDesk) -> None:
    """It stands outside whatever scrolls, at one place, over each page and over the page of one row."""
    view = desk.open(amber(desk.store).id)
    at = view.header.mapTo(view, QPoint(0, 0))
    for name in view.tabs.names():
        view.show_tab(name)
        desk.settle()
        assert (name, view.header.mapTo(view, QPoint(0, 0)), view.header.isVisible()) == (name, at, True)
    desk.edit(desk.workspace().case, "title")
    assert (view.header.mapTo(view, QPoint(0, 0)), view.header.isVisible()) == (at, True)


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK, Scheme.CONTRAST], ids=lambda scheme: scheme.value)
@pytest.mark.parametrize("percent", [100, 150])
def test_the_head_fits_and_is_named(post: Session, qtbot: QtBot, theme: Theme, scheme: Scheme, percent: int) -> None:
    """In each scheme and size of letters, in the smallest window: nothing past the edge, all named, reached by Tab."""
    try:
        with open_desk(post.desk, qtbot, size=(936, 620)) as desk:
            theme.apply(scheme, text_percent=percent)
            view = desk.open(begun(post, "closed_referred", risk_level="imminent"))
            QApplication.processEvents()
            head = view.header
            for part in (*head.stage.steps, head.risk, head.charge, head.people, head._print):
                assert part.mapTo(head, QPoint(part.width(), 0)).x() <= head.width(), part.accessibleName()
            assert [label.text() for label in head.stage.findChildren(QLabel) if label.isVisible()][
                -1
            ] == "Closed · 5/5"
            assert unnamed_widgets(view) == []
            assert unreached_widgets(desk.screen) == []
            grab(desk.screen, f"head-{scheme.value}-{percent}")
    finally:
        theme.apply(Scheme.LIGHT, text_percent=100)


def test_a_hundred_people_are_counted_whole(post: Session, qtbot: QtBot, theme: object) -> None:
    """Beside the rail of a window of 1,440 pixels the count of a large group has room, with its children after it."""
    with open_desk(post.desk, qtbot, size=(1_200, 860)) as desk:
        head = desk.open(begun(post, "reported", risk_level="high")).header
        head.people.say("100")
        head.child_pill.show_state("44 children", "danger")
        for part in (head.child_pill, head._print):
            part.show()
        QApplication.processEvents()
        assert not head.people._words.is_cut()


def test_what_shows_names_cuts_no_stage_and_no_deadline(post: Session, qtbot: QtBot, theme: object) -> None:
    """Where names are hidden the stage gives way to strokes, so that stage, risk and what is due next stand whole."""
    case = begun(post, "follow_up", risk_level="imminent")
    with open_desk(other_officer(post, "coordinator"), qtbot, size=(1_200, 860)) as desk:
        head = desk.open(case).header
        for part in (head._hidden, head._print):
            part.show()
        head._fit()
        head.clock.say("201 days overdue", tone="danger")
        qtbot.waitUntil(lambda: head.stage.width() == head.stage.sizeHint().width())
        assert not any(fact._words.is_cut() for fact in (head.risk, head.people, head.clock))


def test_the_window_as_it_opens_cuts_no_time(post: Session, qtbot: QtBot, theme: object) -> None:
    """At 1,240 pixels with the rail the words of the buttons give way, so that the stage and the time stand whole."""
    case = begun(post, "screening")
    with keyboard_window(post.desk, qtbot) as (keys, _said):
        keys.shell.resize(1_240, 800)
        keys.open(case)
        head = keys.screen.case_view.header
        qtbot.waitUntil(lambda: keys.shell.width() == 1_240)
        head._fit()
        for told in ("in 30 days", "201 days overdue"):
            head.clock.say(told, short="201 d")
            QApplication.processEvents()
            assert not head.clock._words.is_cut()
        assert [one.text() for one in head.stage.findChildren(QLabel) if one.isVisible()] == ["Stage"], "not by strokes"
        assert head._print.accessibleName() == "Print case file"
