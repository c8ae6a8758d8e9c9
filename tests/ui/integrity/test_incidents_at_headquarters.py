"""What was noticed at a post stands on headquarters' first page until somebody has dealt with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.linked import found_world, open_window, show, until
from tipdesk.domain.ids import uuid7
from tipdesk.services.headquarters.ledger.incidents import close_incident, list_incidents
from tipdesk.services.integrity.note_incident import take_note
from tipdesk.sync.document import IncidentNote
from tipdesk.ui.headquarters.page import POSTS_PAGE, ReceivingPage, plug_headquarters
from tipdesk.ui.theme import Scheme

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.theme import Theme

AT = 1_790_000_000_000


def test_incidents_stand_on_the_page_of_posts(tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
    """Kind, post and the code that the officer reads out; closed with a word, it goes."""
    world, problems = found_world(tmp_path), list[object]()
    world.enrol()
    desk = world.headquarters.desk
    note = IncidentNote(uuid7(AT, bytes(10)), "head", AT, -240, "head: behind", "K7QM-42XP", bytes(32))
    with desk.work() as work:
        assert take_note(work, note, world.post.desk.place.device)
        assert not take_note(work, note, world.post.desk.place.device)
    place = open_window(world.headquarters, problems, qtbot)
    plug_headquarters(place, world.outside(world.headquarters))
    page = place.shell.open_page(POSTS_PAGE)
    assert isinstance(page, ReceivingPage)
    until(qtbot, page.incidents.isVisible)
    [line] = page.incidents._lines.widgets
    assert all(part in line.accessibleName() + _texts(line) for part in ("Vieux Fort", "signed head", "K7QM-42XP"))
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        theme.apply(scheme, text_percent=100)
        show(place, f"hq-incidents-{scheme.value}")
    close_incident(desk, list_incidents(desk)[0].id, "The technician had put an old disk in.")
    page.presenter.refresh()
    until(qtbot, lambda: not page.incidents.isVisible())
    until(qtbot, lambda: not place.lanes.is_busy)
    place.lanes.close()
    world.post.close()
    world.headquarters.close()
    assert problems == []


def _texts(widget: object) -> str:
    from PySide6.QtWidgets import QLabel, QWidget

    assert isinstance(widget, QWidget)
    return " ".join(label.text() for label in widget.findChildren(QLabel))
