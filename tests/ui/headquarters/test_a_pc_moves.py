"""A PC that is enrolled at one post and asks at another: the page says from where to where, and asks for a tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from tests.ui.linked import World, show, until
from tests.ui.probes import unnamed_widgets, unreached_widgets
from tipdesk.bootstrap.links import outside_of
from tipdesk.services.headquarters.directory.add_post import add_post
from tipdesk.services.headquarters.enrolment.requests import read_enrolment
from tipdesk.ui.headquarters.enrol_view import NEW_POST, EnrolPage
from tipdesk.ui.headquarters.page import ENROL_PAGE

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tipdesk.ui.seat import Seat


def chosen(page: EnrolPage, code: str) -> str:
    """Choose a post as the officer does; return what the page says of the move."""
    page.posts.set_value(code)
    page.posts.changed.emit()
    return page._moving.text()


def tops_of(page: EnrolPage) -> list[int]:
    """Return where the fields stand that an officer clicks next."""
    return [page.fields[name].y() for name in ("post", "move", "fingerprint")]


def test_a_pc_moves_where_it_is_said(world: World, seat: Seat, qtbot: QtBot) -> None:
    """No tick is set for the officer, another choice takes it away, nothing moves on the page, and words name both."""
    add_post(world.headquarters.desk, "ANS", "Anse-la-Raye")
    world.enrol()
    page = seat.shell.open_page(ENROL_PAGE)
    assert isinstance(page, EnrolPage)
    until(qtbot, lambda: not seat.lanes.is_busy)
    request = outside_of(world.post).request()
    file, grant = world.folder / "move.tiprequest", world.folder / "move.tipgrant"
    file.write_bytes(request.document)
    world.choosing.answer = file
    page.choose_pressed.emit()
    until(qtbot, lambda: "joan" in page._asking.text())
    assert "choose another post" in chosen(page, "VFT")
    before = tops_of(page)
    assert page.fields["move"].isVisible()
    tick = page.fields["move"].findChild(QCheckBox)
    assert tick is not None
    assert not tick.isEnabled()
    assert chosen(page, "ANS") == "This PC is enrolled at Vieux Fort (VFT). Move it to Anse-la-Raye (ANS)?"
    assert tops_of(page) == before
    assert page.value("move") is False
    page.fields["fingerprint"].set_value(request.fingerprint)
    world.choosing.answer = grant
    page.grant_pressed.emit()
    until(qtbot, lambda: "VFT" in page.fields["move"].problem())
    show(seat, "hq-enrol-move")
    assert unnamed_widgets(seat.shell) == []
    assert unreached_widgets(seat.shell) == []
    page.fields["move"].set_value(True)
    assert "the new post" in chosen(page, NEW_POST)
    assert page.value("move") is False
    chosen(page, "ANS")
    page.fields["move"].set_value(True)
    page.grant_pressed.emit()
    until(qtbot, lambda: "move.tipgrant" in page.banner.accessibleName())
    asking = read_enrolment(world.headquarters.desk, request.document)
    assert asking.known_at is not None
    assert asking.known_at.code == "ANS"
