"""The timeline of one case over a real store, and a chart of events without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.invented import SAINT_LUCIA, amber
from tests.ui.timeline_probes import ENDS, NOW, TRACKS
from tipdesk.services.access.declare_interest import declare_interest
from tipdesk.services.case.open_case import open_case
from tipdesk.ui.timeline.chart import TimelineChart
from tipdesk.ui.timeline.page import TimelinePage
from tipdesk.ui.timeline.pointing import Pointing
from tipdesk.ui.wording import Wording

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tipdesk.homes.sessions import Session
    from tipdesk.services.case.open_case import Workspace


@pytest.fixture
def chart(qtbot: QtBot, theme: object) -> TimelineChart:
    """A chart with two tracks, 800 pixels wide."""
    made = TimelineChart()
    qtbot.addWidget(made)
    Pointing(made)
    made.resize(800, 300)
    made.show()
    made.show_tracks(TRACKS, ENDS, NOW, "14:00")
    QApplication.processEvents()
    return made


@pytest.fixture(scope="module")
def case(post: Session) -> bytes:
    """A case with two people, which no test of this file changes."""
    made = amber(post.desk).id
    declare_interest(post.desk, made, knows_somebody=False)
    return made


@pytest.fixture(scope="module")
def workspace(post: Session, case: bytes) -> Workspace:
    """The case as its officer has opened it."""
    return open_case(post.desk, case)


@pytest.fixture
def wording(post: Session, workspace: Workspace) -> Wording:
    """The officer's words for it."""
    rows = [workspace.case, *(row for rows in workspace.view.rows.values() for row in rows)]
    now_ms = post.desk.clock.now_ms
    return Wording(post.desk.codes, "en", SAINT_LUCIA, now_ms).with_names(workspace.names).with_rows(rows)


@pytest.fixture
def page(qtbot: QtBot, theme: object, workspace: Workspace, wording: Wording) -> TimelinePage:
    """The timeline of the case, as wide as the smallest window leaves it."""
    made = TimelinePage(wording)
    qtbot.addWidget(made)
    made.resize(840, 480)
    made.show()
    made.show_case(workspace, wording)
    return made
