"""Headquarters' pages in the order of a first week: enrol a post, hear of it, refuse a bundle, settle a conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.linked import World, show, until
from tests.ui.probes import doubled_keys, unnamed_widgets, unreached_widgets, words
from tipdesk.bootstrap.links import outside_of
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.desk import CaseQuery
from tipdesk.services.headquarters.intake.list_posts import SILENT_AFTER_DAYS
from tipdesk.services.headquarters.intake.receive_bundle import receive_bundle
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.services.sync.enrolment import accept_grant
from tipdesk.services.sync.push.make_bundles import make_bundles
from tipdesk.services.sync.sync_now import sync_now
from tipdesk.ui.access.interest_card import InterestCard
from tipdesk.ui.headquarters.conflicts_view import ConflictsPage
from tipdesk.ui.headquarters.enrol_view import NEW_POST, EnrolPage
from tipdesk.ui.headquarters.page import CONFLICTS_PAGE, ENROL_PAGE, POSTS_PAGE, ReceivingPage
from tipdesk.ui.quarantine.view import QuarantinePage
from tipdesk.ui.seat import QUARANTINE_PAGE
from tipdesk.ui.theme import Scheme, Theme
from tipdesk.ui.widgets.siblings_view import SiblingsView

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from tipdesk.ui.seat import Seat

DAY_MS = 24 * 60 * 60 * 1000


def opened(seat: Seat, page_id: str, qtbot: QtBot) -> QWidget:
    """Return a page once it has its first answers."""
    page = seat.shell.open_page(page_id)
    until(qtbot, lambda: not seat.lanes.is_busy)
    return page


def test_a_post_is_enrolled(world: World, seat: Seat, qtbot: QtBot) -> None:
    """The request is read, wrong digits and empty fields are refused beside their fields, right ones make the grant."""
    page = opened(seat, ENROL_PAGE, qtbot)
    assert isinstance(page, EnrolPage)
    request = outside_of(world.post).request()
    file, grant = world.folder / "request.tiprequest", world.folder / "grant.tipgrant"
    file.write_bytes(request.document)
    world.choosing.answer = file
    page.choose_pressed.emit()
    until(qtbot, lambda: "joan" in page._asking.text())
    page.grant_pressed.emit()
    assert page.fields["fingerprint"].problem()
    page.posts.set_value(NEW_POST)
    page._show_new_post()
    page.fields["code"].set_value("CAS")
    page.fields["name"].set_value("Castries")
    page.fields["fingerprint"].set_value("1 2 3")
    world.choosing.answer = grant
    page.grant_pressed.emit()
    until(qtbot, lambda: "fingerprint" in page.fields["fingerprint"].problem())
    show(seat, "hq-enrol-wrong")
    page.fields["fingerprint"].set_value(request.fingerprint)
    page.grant_pressed.emit()
    until(qtbot, lambda: "grant.tipgrant" in page.banner.accessibleName())
    show(seat, "hq-enrol-done")
    accept_grant(world.post.desk, grant.read_bytes(), page._own.text())
    world.post.refresh_actor()
    assert unnamed_widgets(seat.shell) == []
    assert unreached_widgets(seat.shell) == []


def test_posts_and_what_came(world: World, seat: Seat, qtbot: QtBot) -> None:
    """A post without a word is silent; after its first bundle it is in touch, and the bundle stands in the list."""
    page = opened(seat, POSTS_PAGE, qtbot)
    assert isinstance(page, ReceivingPage)
    assert [line.cells[1] for line in page.posts.model.lines] == ["Enrolled", "No PC yet"]
    world.headquarters.clock._shift_ms = (SILENT_AFTER_DAYS + 1) * DAY_MS
    page.presenter.refresh()
    until(qtbot, lambda: "Castries" in page.silent.accessibleName())
    assert [line.cells[1] for line in page.posts.model.lines] == ["Silent", "No PC yet"]
    show(seat, "hq-posts-silent")
    world.headquarters.clock._shift_ms = 0
    world.worry()
    sync_now(world.post.desk, world.wire, lambda _done, _total: None, lambda: False)
    page.presenter.refresh()
    until(qtbot, lambda: page.posts.model.lines[0].cells[1] == "In touch")
    assert [line.cells[1:] for line in page.arrivals.model.lines] == [("Castries", "Wire", "Received", "1")]
    assert not page.silent.isVisible()
    page.posts.table.selectRow(0)
    page.post.receipt_pressed.emit(world.post.desk.place.device)
    until(qtbot, page.post._qr.isVisible)
    show(seat, "hq-posts-receipt")
    assert unnamed_widgets(seat.shell) == []
    assert unreached_widgets(seat.shell) == []


def test_a_stick_is_received(world: World, seat: Seat, theme: Theme, qtbot: QtBot) -> None:
    """A stick that is plugged in is offered; reading it shows each bundle in words and says when to take it out."""
    stick = world.folder / "stick"
    stick.mkdir()
    world.worry()
    with world.post.carrier(stick=stick) as carrier:
        sync_now(world.post.desk, carrier, lambda _done, _total: None, lambda: False)
    seat.go(POSTS_PAGE, stick)
    page = opened(seat, POSTS_PAGE, qtbot)
    assert isinstance(page, ReceivingPage)
    until(qtbot, lambda: "take it out" in page.banner.accessibleName() and not seat.lanes.is_busy)
    show(seat, "hq-stick")
    theme.apply(Scheme.LIGHT, text_percent=150)
    show(seat, "hq-posts-large")
    theme.apply(Scheme.DARK, text_percent=100)
    seat.shell.resize(1440, 900)
    show(seat, "hq-posts-dark-wide")
    theme.apply(Scheme.LIGHT, text_percent=100)
    assert page.results.isVisible()
    assert [line.cells[2] for line in page.arrivals.model.lines] == ["Stick", "Wire"]


def test_quarantine(world: World, seat: Seat, qtbot: QtBot) -> None:
    """A damaged bundle stands in quarantine with its reason; its bytes can be saved; it goes after a second yes."""
    world.worry()
    bundle = next(iter(make_bundles(world.post.desk))).content
    receive_bundle(world.headquarters.desk, bundle[:-40] + bytes(40), "wire")
    page = opened(seat, QUARANTINE_PAGE, qtbot)
    assert isinstance(page, QuarantinePage)
    assert len(page.lines.model.lines) == 1
    page.lines.table.selectRow(0)
    assert page.detail.isVisible()
    page._discard.click()
    show(seat, "hq-quarantine")
    assert unnamed_widgets(seat.shell) == []
    page._no.click()
    world.choosing.answer = world.folder / "study.tdb"
    page.save_pressed.emit()
    until(qtbot, lambda: "study.tdb" in page.banner.accessibleName())
    assert (world.folder / "study.tdb").stat().st_size == len(bundle)
    page._discard.click()
    page._yes.click()
    until(qtbot, lambda: not page.lines.model.lines)
    assert not page.detail.isVisible()


def test_all_of_a_kind_are_discarded(world: World, seat: Seat, schemes: Callable[[Scheme], None], qtbot: QtBot) -> None:
    """Junk of a stick stands there by its beginnings, with what strangers did today; by keyboard all of it goes."""
    stick = world.folder / "junk"
    stick.mkdir()
    for number in range(3):
        (stick / f"junk{number}.tdb").write_bytes(bytes([number]) * 9_000)
    results = receive_stick(world.headquarters.desk, world.headquarters.stick(stick))
    assert len(results) == 3
    page = opened(seat, QUARANTINE_PAGE, qtbot)
    assert isinstance(page, QuarantinePage)
    assert len(page.lines.model.lines) == 3
    assert "3 things are kept" in page.state.text()
    assert "Today: 3 files nobody signed" in page.strangers.text()
    page.lines.table.selectRow(1)
    assert "It is not kept whole" in words(page.detail)
    assert (unnamed_widgets(seat.shell), unreached_widgets(seat.shell), doubled_keys(seat.shell)) == ([], [], [])
    assert "(3)" in page._alike.text()
    before = page.lines.table.mapTo(seat.shell, page.lines.table.rect().topLeft())
    page._alike.setFocus()
    QTest.keyClick(page._alike, Qt.Key.Key_Space)
    assert "all 3" in words(page.detail)
    assert page._no.hasFocus()
    assert page.lines.table.mapTo(seat.shell, page.lines.table.rect().topLeft()) == before
    for scheme in (Scheme.DARK, Scheme.LIGHT):
        schemes(scheme)
        show(seat, f"hq-quarantine-alike-{scheme.value}")
    page._yes.setFocus()
    QTest.keyClick(page._yes, Qt.Key.Key_Space)
    until(qtbot, lambda: not page.lines.model.lines)


def know_nobody(page: ConflictsPage, qtbot: QtBot) -> None:
    """Answer the question that comes before the answers: it names the case, shows one title and is not Enter's."""
    until(qtbot, lambda: len(page._fields.widgets) == 1)
    [question] = page._fields.widgets
    assert isinstance(question, InterestCard)
    shown = words(question)
    assert page.lines.model.lines[0].cells[0] in shown
    assert "Grey heron 2" not in shown or "Blue heron 1" not in shown
    until(qtbot, question.hasFocus)
    QTest.keyClick(question, Qt.Key.Key_Return)
    assert page._fields.widgets == [question]
    question.nobody.click()
    until(qtbot, lambda: [type(one) for one in page._fields.widgets] == [SiblingsView])


def test_conflicts_are_settled(world: World, seat: Seat, schemes: Callable[[Scheme], None], qtbot: QtBot) -> None:
    """Who first says that they know nobody in the case sees both answers, audited; keeping one settles it."""
    desks = (world.headquarters.desk, world.post.desk)
    sync_now(world.post.desk, world.wire, lambda _done, _total: None, lambda: False)
    with world.post.desk.read() as reader:
        case = reader.find_case_ids(CaseQuery())[0]
    for desk, title in zip(desks, ("Blue heron 1", "Grey heron 2"), strict=True):
        with desk.read() as reader:
            seen = reader.get_row(BY_NAME["Case"], case)
        assert seen is not None
        amend_record(desk, seen, {"title": title})
    sync_now(world.post.desk, world.wire, lambda _done, _total: None, lambda: False)
    page = opened(seat, CONFLICTS_PAGE, qtbot)
    assert isinstance(page, ConflictsPage)
    assert len(page.lines.model.lines) == 1
    page.lines.table.selectRow(0)
    page.lines.opened.emit(page.lines.subject())
    know_nobody(page, qtbot)
    show(seat, "hq-conflict")
    schemes(Scheme.DARK)
    show(seat, "hq-conflict-dark")
    assert unnamed_widgets(seat.shell) == []
    view = page._fields.widgets[0]
    assert isinstance(view, SiblingsView)
    with world.headquarters.desk.read() as reader:
        row = reader.get_row(BY_NAME["Case"], case)
    assert row is not None
    kept = row.siblings["title"][0]
    view.kept.emit(f"{kept.dot.log.hex()}:{kept.dot.seq}")
    until(qtbot, lambda: not page.lines.model.lines)
    with world.headquarters.desk.read() as reader:
        settled = reader.get_row(BY_NAME["Case"], case)
    assert settled is not None
    assert (settled["title"], settled.in_conflict()) == (kept.value, False)
