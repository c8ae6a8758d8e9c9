"""The sync page of a post, in the order of its life: not enrolled, enrolled, by wire, by stick, receipt on paper."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.fakes.files import FakeSource
from tests.ui.linked import show, until
from tests.ui.probes import unnamed_widgets, unreached_widgets
from tipdesk.domain.errors import Trouble
from tipdesk.services.case.new_case import new_case
from tipdesk.services.files.attach import attach
from tipdesk.services.headquarters.enrolment.enrol_device import enrol_device
from tipdesk.services.headquarters.enrolment.requests import own_fingerprint
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.services.headquarters.ledger.receipts import give_receipt
from tipdesk.services.results import Changed
from tipdesk.services.sync.files.metered import set_metered
from tipdesk.services.sync.pull.receipt_digits import grouped, receipt_digits
from tipdesk.services.sync.sync_status import sync_status
from tipdesk.ui.sync.courier import Pace
from tipdesk.ui.sync.page import SYNC_PAGE, PluggedIn, plug
from tipdesk.ui.sync.view import SyncPage
from tipdesk.ui.theme import Scheme, Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.ui.linked import World
    from tipdesk.ui.seat import Seat

NEVER = Pace(10**9, 10**9, 10**9)


@pytest.fixture
def plugged(world: World, seat: Seat) -> PluggedIn:
    """The sync page plugged into the window; the courier has asked how things stand but does nothing by itself."""
    made = plug(seat, world.outside(world.post), NEVER)
    made.start()
    return made


@pytest.fixture
def page(seat: Seat, plugged: PluggedIn, qtbot: QtBot) -> SyncPage:
    """The page, once it has its first answers."""
    page = seat.shell.open_page(SYNC_PAGE)
    assert isinstance(page, SyncPage)
    until(qtbot, lambda: plugged.courier.state.link is not None and not seat.lanes.is_busy)
    return page


def lines_of(page: SyncPage) -> list[str]:
    """Return the lines of the last sync."""
    return [line.findChildren(type(page.state.sign_row.sentence))[-1].text() for line in page.results._lines.widgets]


def test_before_enrolment(world: World, seat: Seat, page: SyncPage, qtbot: QtBot) -> None:
    """A PC that is not enrolled shows its digits and its queue, and nothing can be synced."""
    world.worry()
    until(qtbot, lambda: page.enrolment.isVisible() and bool(page.enrolment._digits.text()))
    show(seat, "sync-before-enrolment")
    assert len(page.enrolment._digits.text().split()) == 6
    assert not page.state.wire.isEnabled()
    assert unnamed_widgets(seat.shell) == []
    assert unreached_widgets(seat.shell) == []


def test_the_grant_is_taken_in(world: World, seat: Seat, page: SyncPage, qtbot: QtBot) -> None:
    """The request is saved to a file; wrong digits are refused beside the field; right ones enrol this PC."""
    request, grant = world.folder / "request.tiprequest", world.folder / "grant.tipgrant"
    until(qtbot, lambda: bool(page.enrolment._digits.text()))
    world.choosing.answer = request
    page.enrolment.save_pressed.emit()
    until(qtbot, request.exists)
    made = enrol_device(world.headquarters.desk, request.read_bytes(), "VFT", page.enrolment._digits.text())
    grant.write_bytes(made[1])
    page.enrolment.accept_pressed.emit("")
    assert page.enrolment.summary.isVisible()
    world.choosing.answer = grant
    page.enrolment.choose_pressed.emit()
    page.enrolment.accept_pressed.emit("11111 22222 33333 44444 55555 66666")
    until(qtbot, lambda: bool(page.enrolment.field.problem()))
    show(seat, "sync-wrong-digits")
    page.enrolment.accept_pressed.emit(own_fingerprint(world.headquarters.desk))
    until(qtbot, page.state.wire.isEnabled)
    assert not page.enrolment.isVisible()
    assert page.address.field.value() == "https://127.0.0.1:9"


def test_by_wire(world: World, seat: Seat, page: SyncPage, qtbot: QtBot) -> None:
    """Sync now sends what waits, tells in words what went and came, and shows the receipt as a code."""
    world.worry()
    page.state.sync_pressed.emit()
    until(qtbot, lambda: page.banner.isVisible() and not seat.lanes.is_busy)
    show(seat, "sync-after-wire")
    assert any("Sent 2 entries in 1 bundle" in line for line in lines_of(page))
    assert page.queue.lines.model.rowCount() == 0
    page.receipt._turn()
    show(seat, "sync-receipt")
    assert "entry" in page.receipt._words.text()
    assert unnamed_widgets(seat.shell) == []
    assert unreached_widgets(seat.shell) == []


def test_a_metered_link_leaves_files_here(world: World, seat: Seat, page: SyncPage, qtbot: QtBot) -> None:
    """The tick is the setting of the command line; it is remembered, says what it does, and how many files wait."""
    case = new_case(world.post.desk, {"case": {"title": "Amber heron 42"}})
    attach(world.post.desk, case.id, FakeSource("scan.png", bytes(9_000)), {"kind": "photo"})
    page.metered.tick.box.setFocus()
    QTest.keyClick(page.metered.tick.box, Qt.Key.Key_Space)
    until(qtbot, lambda: page.queue._files.text().startswith("1 file waits for a stick") and not seat.lanes.is_busy)
    assert sync_status(world.post.desk).has_records_only
    assert page.banner.accessibleName() == "From now on only records go by wire."
    page.state.sync_pressed.emit()
    until(qtbot, lambda: page.queue.lines.model.rowCount() == 0 and not seat.lanes.is_busy)
    assert sync_status(world.post.desk).files.count == 1
    show(seat, "sync-metered")
    set_metered(world.post.desk, is_metered=False)
    seat.notices.announce_answer(Changed(frozenset({"Metered"})))
    until(qtbot, lambda: not page.metered.tick.value() and not seat.lanes.is_busy)
    page.state.sync_pressed.emit()
    until(qtbot, lambda: sync_status(world.post.desk).files.count == 0 and not seat.lanes.is_busy)
    assert not page.queue._files.isVisible()


def test_behind_other_pages_nothing_is_asked(world: World, seat: Seat, page: SyncPage, qtbot: QtBot) -> None:
    """What is saved meanwhile stands in the queue when the page comes to the front, and not before."""
    before = page.queue.lines.model.rowCount()
    page.hide()
    world.worry()
    seat.notices.announce_answer(Changed(frozenset({"Case"})))
    until(qtbot, lambda: not seat.lanes.is_busy)
    assert page.queue.lines.model.rowCount() == before
    page.show()
    until(qtbot, lambda: page.queue.lines.model.rowCount() > before and not seat.lanes.is_busy)


def test_an_officer_stops_it(world: World, seat: Seat, page: SyncPage, qtbot: QtBot) -> None:
    """Work that takes long shows how far it is; Cancel stops it at the next step and nothing is lost."""
    world.worry()
    held, given = threading.Event(), world.wire.answer
    assert given is not None

    def slow(bundle: bytes) -> bytes:
        held.wait(10)
        return given(bundle)

    world.wire.answer = slow
    page.state.sync_pressed.emit()
    until(qtbot, page.progress.isVisible)
    show(seat, "sync-progress")
    assert not page.state.wire.isEnabled()
    page.progress._cancel.click()
    held.set()
    until(qtbot, lambda: page.banner.accessibleName().startswith("Stopped.") and not seat.lanes.is_busy)
    world.wire.answer = given
    assert not page.progress.isVisible()
    page.state.sync_pressed.emit()
    until(qtbot, lambda: page.queue.lines.model.rowCount() == 0 and not seat.lanes.is_busy)


def test_no_link(world: World, seat: Seat, page: SyncPage, plugged: PluggedIn, qtbot: QtBot) -> None:
    """Without a link the officer's own sync says so in a sentence, and the pill since when."""
    world.worry()
    world.wire.is_cut = Trouble("no-link", "Headquarters cannot be reached.")
    page.state.sync_pressed.emit()
    until(qtbot, lambda: page.banner.isVisible() and not seat.lanes.is_busy)
    world.wire.is_cut = None
    assert page.banner.accessibleName() == "Headquarters cannot be reached."
    assert seat.shell.top._sync.text().startswith("No link since ")
    show(seat, "sync-no-link")


def test_by_stick_and_back(world: World, seat: Seat, page: SyncPage, qtbot: QtBot) -> None:
    """The stick goes out, headquarters reads it, the stick comes back with the receipt: nothing waits any more."""
    stick = world.folder / "stick"
    stick.mkdir()
    world.choosing.answer = stick
    page.state.stick_pressed.emit(None)
    until(qtbot, lambda: "take the stick out" in page.banner.accessibleName() and not seat.lanes.is_busy)
    assert page.queue.lines.model.rowCount() == 1
    show(seat, "sync-stick-out")
    receive_stick(world.headquarters.desk, world.headquarters.stick(stick))
    page.state.stick_pressed.emit(stick)
    until(qtbot, lambda: page.queue.lines.model.rowCount() == 0 and not seat.lanes.is_busy)
    assert "Headquarters has sent its receipt." in lines_of(page)


def test_a_receipt_on_paper(world: World, seat: Seat, page: SyncPage, qtbot: QtBot) -> None:
    """Digits that a scanner types settle what waits; wrong digits are refused beside the field."""
    world.worry()
    page.receipt.given.emit("12345")
    until(qtbot, lambda: bool(page.receipt.field.problem()))
    receipt = give_receipt(world.headquarters.desk, world.post.desk.place.device)
    page.receipt.given.emit(grouped(receipt_digits(receipt)))
    until(qtbot, lambda: "log up to entry" in page.banner.accessibleName())
    assert page.receipt.field.problem() == ""


def test_the_address_is_kept(world: World, seat: Seat, page: SyncPage, qtbot: QtBot) -> None:
    """An address that is none is refused beside the field; a good one is kept."""
    page.address.given.emit("ftp://nowhere")
    until(qtbot, lambda: bool(page.address.field.problem()))
    page.address.given.emit("https://10.0.0.5:8443/")
    until(qtbot, lambda: page.address.field.value() == "https://10.0.0.5:8443")


def test_every_scheme(
    world: World, seat: Seat, page: SyncPage, theme: Theme, schemes: Callable[[Scheme], None], qtbot: QtBot
) -> None:
    """The page is drawn in every scheme (for a person to look at)."""
    world.worry()
    page.receipt._open(is_open=False)
    seat.notices.announce_answer(None)
    for scheme in (Scheme.DARK, Scheme.CONTRAST):
        schemes(scheme)
        show(seat, f"sync-{scheme.value}")
    theme.apply(Scheme.LIGHT, text_percent=150)
    show(seat, "sync-large")
    seat.shell.resize(1440, 900)
    schemes(Scheme.LIGHT)
    show(seat, "sync-wide")


def test_an_enrolled_pc_asks_again(world: World, seat: Seat, page: SyncPage, qtbot: QtBot) -> None:
    """From the address of headquarters it is enrolled anew: a fresh request, the digits, and the grant taken in."""
    request, grant = world.folder / "again.tiprequest", world.folder / "again.tipgrant"
    assert not page.enrolment.isVisible()
    page.address.again_pressed.emit()
    until(qtbot, lambda: page.enrolment.isVisible() and bool(page.enrolment._digits.text()))
    until(qtbot, lambda: not seat.lanes.is_busy)
    show(seat, "sync-enrol-again")
    assert unnamed_widgets(seat.shell) == []
    world.choosing.answer = request
    page.enrolment.save_pressed.emit()
    until(qtbot, request.exists)
    made = enrol_device(world.headquarters.desk, request.read_bytes(), "VFT", page.enrolment._digits.text())
    grant.write_bytes(made[1])
    world.choosing.answer = grant
    page.enrolment.choose_pressed.emit()
    page.enrolment.accept_pressed.emit(own_fingerprint(world.headquarters.desk))
    until(qtbot, lambda: not page.enrolment.isVisible() and not seat.lanes.is_busy)
