"""A case that was closed past a rule, in a window: an open one in the list and at its head, until it is reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.services.arrived import arrive
from tests.ui.case.staged import begun
from tests.ui.keyboard import Keyboard, keyboard_window
from tests.ui.probes import words
from tipdesk.domain.rules.case_filter import OPEN, SHUT, CaseFilter
from tipdesk.domain.rules.caution import LISTED_OPEN
from tipdesk.services.entries.note_touched import note_touched
from tipdesk.services.gates.find_breaches import go_through_new
from tipdesk.ui.cases.columns import STAGE
from tipdesk.ui.cases.filter_words import FilterWords
from tipdesk.ui.widgets.pill_delegate import ToneRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tipdesk.homes.sessions import Session

SHORT = "Closed \N{EN DASH} listed open"
WHY = f"{SHORT}: a rule was passed"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def case(post: Session) -> bytes:
    """A case that came in closed, though nobody had agreed to that."""
    made = begun(post, "open")
    arrive(
        post.desk, made, status="closed", closure_reason="completed", closure_words="Home.", date_closed="2026-11-18"
    )
    with post.desk.work() as work:
        note_touched(work, {made})
    go_through_new(post.desk)
    return made


@pytest.fixture
def keys(post: Session, case: bytes, qtbot: QtBot, theme: object) -> Iterator[Keyboard]:
    """The window with the page of cases alone; the case is there before."""
    assert case
    with keyboard_window(post.desk, qtbot) as (opened, _said):
        yield opened


def test_the_list_has_it_among_the_open_ones(keys: Keyboard, case: bytes) -> None:
    """With its own words, colour, filter and number; not among the closed ones."""
    view = keys.screen.list_view
    view.filter_changed.emit(CaseFilter(SHUT))
    keys.settle()
    assert view.model.row_of(case) == -1
    view.filter_changed.emit(CaseFilter(OPEN))
    keys.settle()
    row = view.model.row_of(case)
    cell = view.model.index(row, STAGE)
    assert (cell.data(), cell.data(ToneRole)) == (SHORT, "warn")
    assert WHY in cell.data(Qt.ItemDataRole.ToolTipRole)
    view.choose([case])
    keys.settle()
    assert SHORT in view.detail.texts()
    told = FilterWords(keys.seat.wording, b"").choices("stages", CaseFilter(), {"stages": {LISTED_OPEN: 1}})
    assert [(one.words, one.number) for one in told if one.key == LISTED_OPEN] == [(SHORT, 1)]


def test_the_head_says_so_until_it_is_reopened(keys: Keyboard, case: bytes) -> None:
    """Over the steps, on the step, to a screen reader and in the dialog of the step; what is missing is said again."""
    keys.open(case)
    bar = keys.screen.case_view.header.stage
    last = bar.steps[-1]
    assert (bar.place, last.state, last.accessibleName()) == (4, "doubted", f"Stage 5 of 5: Closed, {WHY}")
    assert WHY in words(bar)
    bar.show_narrow(is_narrow=True)
    assert "Listed open" in {one.text() for one in bar.findChildren(QLabel)}
    last.click()
    keys.settle()
    dialog = keys.screen.case.deeds.dialog
    assert dialog is not None
    assert WHY in words(dialog)
    dialog.close()
