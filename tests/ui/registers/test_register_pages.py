"""The pages of registers: rows and what belongs to them, papers, spreadsheets, and what is there at a post."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.ui.linked import settled_world, show, shown_window, until
from tests.ui.probes import unnamed_widgets, unreached_widgets, words
from tipdesk.adapters.system.files import write_whole_file
from tipdesk.domain.pages import registers_in
from tipdesk.domain.records import BY_NAME, RECORDS
from tipdesk.homes.spreadsheets import RegisterFiles
from tipdesk.services.desk import LookQuery
from tipdesk.services.headquarters.directory.writing import change_of, write_directory
from tipdesk.services.registers.reading import list_register
from tipdesk.services.registers.writing import add_row
from tipdesk.ui.at_hand import find_at_hand
from tipdesk.ui.outreach.tools import OutreachTools
from tipdesk.ui.records.rows_model import WordsRole
from tipdesk.ui.registers.import_dialog import ImportDialog
from tipdesk.ui.registers.page import make_page
from tipdesk.ui.registers.tools import RegisterTools
from tipdesk.ui.registers.view import RegisterPage
from tipdesk.ui.shell import Page
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.nav_rail import NARROW_BELOW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.linked import World
    from tipdesk.ui.records.section_form import SectionForm
    from tipdesk.ui.seat import Seat

OUTREACH, COOPERATION = "outreach", "cooperation"
COURSE = {"title": "First response", "topics": ["referral"]}
TRAINING, SESSION = BY_NAME["Training"], BY_NAME["TrainingSession"]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Headquarters and an enrolled post, shared by the tests of this file in their order."""
    with settled_world(tmp_path_factory.mktemp("registers")) as made:
        yield made


def plugged(seat: Seat, world: World) -> Seat:
    """Add the pages of the registers to a window, with real papers and spreadsheets."""
    seat.register_files, seat.write_file, seat.choosing = RegisterFiles(), write_whole_file, world.choosing
    for one in registers_in(RECORDS):
        seat.shell.add_page(Page(one.name, one.label, one.icon, partial(make_page, seat, one)))
    return seat


@pytest.fixture
def seat(world: World, theme: object, qtbot: QtBot) -> Iterator[Seat]:
    """Headquarters' window."""
    with shown_window(world.headquarters, qtbot) as window:
        yield plugged(window, world)


def opened(seat: Seat, name: str, qtbot: QtBot) -> RegisterPage:
    """Return a page once it has its first answer."""
    page = seat.shell.open_page(name)
    assert isinstance(page, RegisterPage)
    until(qtbot, lambda: not seat.lanes.is_busy)
    return page


def titles(page: RegisterPage) -> list[str]:
    """Return the titles in the list in front."""
    model = page.in_front.list.model
    return [model.index(at, 0).data() for at in range(model.rowCount())]


def form_of(page: RegisterPage) -> SectionForm:
    """Return the form that is open in the pane in front."""
    form = page.in_front.pane.form
    assert form is not None
    return form


def saved(page: RegisterPage, seat: Seat, qtbot: QtBot) -> None:
    """Save the form that is open with its keys, and wait for the list."""
    QTest.keyClick(form_of(page), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: page.in_front.pane.form is None and not seat.lanes.is_busy)


def test_a_training_with_its_session_is_written_in_place(world: World, seat: Seat, qtbot: QtBot) -> None:
    """A new row from the foot, a session from its pane, which keeps the focus there; undo takes the session back."""
    page = opened(seat, OUTREACH, qtbot)
    assert titles(page) == []
    show(seat, "registers-empty")
    page.in_front.add.click()
    form_of(page).form.frames["title"].set_value("First response")
    form_of(page).form.frames["topics"].set_value({"referral"})
    saved(page, seat, qtbot)
    assert titles(page) == ["First response"]
    thing = page.in_front.pane.body.thing_of("TrainingSession")
    assert thing is not None
    thing.add.setFocus()
    QTest.keyClick(thing.add, Qt.Key.Key_Space)
    form_of(page).form.frames["on"].set_value("2026-11-20")
    saved(page, seat, qtbot)
    until(qtbot, lambda: len(thing.views()) == 1)
    assert thing.add.hasFocus()
    [session] = list_register(world.headquarters.desk, SESSION)
    assert page.row is not None
    assert session.parent == page.row.id
    show(seat, "registers-training")
    assert unnamed_widgets(seat.shell) == []
    assert unreached_widgets(seat.shell) == []
    seat.shell.toast._pressed()
    until(qtbot, lambda: thing.views() == [])
    assert list_register(world.headquarters.desk, SESSION) == []


def test_a_result_of_a_search_opens_its_row(world: World, seat: Seat, qtbot: QtBot) -> None:
    """Whatever tab is in front, the row that was found is read."""
    row = add_row(world.headquarters.desk, SESSION, {"training": "First response", "on": "2026-12-01"}).row or b""
    seat.open_row("TrainingSession", row)
    page = opened(seat, OUTREACH, qtbot)
    until(qtbot, lambda: page.row is not None and page.row.id == row and page.in_front.pane.row is not None)
    until(qtbot, lambda: "First response" in words(page.in_front.pane))
    assert page.in_front.list.view.hasFocus() is not page.in_front.is_one_column
    show(seat, "registers-session")


def test_the_list_leaves_as_a_spreadsheet_and_comes_back(
    world: World, seat: Seat, qtbot: QtBot, tmp_path: Path
) -> None:
    """First it says what leaves; the file comes with a signature; a bad one names its cells and changes nothing."""
    page = opened(seat, OUTREACH, qtbot)
    [tools] = page.findChildren(RegisterTools)
    world.choosing.answer = tmp_path / "trainings.csv"
    tools.export()
    dialog = tools.dialog
    assert isinstance(dialog, AskDialog)
    assert "1 row leaves the program" in words(dialog)
    dialog.deed.click()
    until(qtbot, lambda: tools.dialog is None)
    assert (tmp_path / "trainings.signature.txt").exists()
    text = world.choosing.answer.read_text(encoding="utf-8-sig")
    world.choosing.answer.write_text(text.replace("referral", "flying"), encoding="utf-8")
    tools.take_in()
    until(qtbot, lambda: isinstance(tools.dialog, ImportDialog))
    told = words(tools.dialog) if tools.dialog else ""
    assert "nothing is imported" in told
    show(seat, "registers-import-refused")
    if tools.dialog is not None:
        tools.dialog.reject()
    world.choosing.answer.write_text(text.replace("First response", "First help"), encoding="utf-8")
    tools.take_in()
    until(qtbot, lambda: isinstance(tools.dialog, ImportDialog))
    dialog = tools.dialog
    assert isinstance(dialog, ImportDialog)
    assert "1 row would be changed" in words(dialog)
    dialog.deed.click()
    until(qtbot, lambda: titles(page) == ["First help"])
    with world.headquarters.desk.read() as reader:
        actions = [one.action for one in reader.find_looks(LookQuery(actions=frozenset({"export", "import"})))]
    assert actions == ["import", "export"]


def test_a_paper_of_what_the_list_shows(world: World, seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    """The list and the row under the cursor are printed as PDF, each where the officer chose."""
    page = opened(seat, OUTREACH, qtbot)
    [tools] = page.findChildren(RegisterTools)
    for number, print_it in enumerate((tools.print_list, tools.print_row)):
        paper = world.choosing.answer = tmp_path / f"{number}.pdf"
        print_it()
        until(qtbot, paper.exists)
        until(qtbot, lambda: not seat.lanes.is_busy)
        assert paper.read_bytes().startswith(b"%PDF")


def test_an_officer_at_a_post_sees_their_own(world: World, theme: object, qtbot: QtBot) -> None:
    """Their certificates, marked where a refresher is overdue, and hotline calls to write; no training to add."""
    give_certificates(world)
    with shown_window(world.post, qtbot) as window:
        seat = plugged(window, world)
        page = opened(seat, OUTREACH, qtbot)
        assert page._chips["Certificate"].text() == "My certificates"
        until(qtbot, lambda: len(titles(page)) == 1)
        told = page.in_front.list.model.index(0, 0).data(WordsRole)
        assert told.pills == (("Refresher overdue", "warn"),)
        show(seat, "registers-certificates")
        page._chips["Training"].click()
        until(qtbot, lambda: not seat.lanes.is_busy)
        assert [one.text() for one in page.findChildren(QPushButton) if one.isVisible() and "Add" in one.text()] == []
        calls = opened(seat, COOPERATION, qtbot)
        assert calls.in_front.add.isVisible()


def test_a_narrow_window_keeps_the_tools_behind_one_button(seat: Seat, qtbot: QtBot) -> None:
    """In a wide window they stand beside the tabs; in a narrow one *More* offers what each of them does, in order."""
    page = opened(seat, OUTREACH, qtbot)
    [tools] = page.findChildren(RegisterTools)
    [beyond] = page.findChildren(OutreachTools)
    page.show_tab(SESSION)
    buttons = (tools.print, tools.sheet, beyond.certify, beyond.people)
    for width, is_wide in ((NARROW_BELOW + 100, True), (1024, False), (NARROW_BELOW + 100, True)):
        seat.shell.resize(width, 700)
        until(qtbot, page.more.isHidden if is_wide else page.more.isVisible)
        assert [button.isVisible() for button in buttons] == [is_wide] * len(buttons)
        at_hand = [action.text for action in find_at_hand(page)]
        assert [text for text in at_hand if "Check a certificate" in text]  # by its words, at either width
    page.more.menu().aboutToShow.emit()
    offered = [action for action in page.more.menu().actions() if not action.isSeparator()]
    inside = [action for button in buttons[:3] for action in button.menu().actions() if not action.isSeparator()]
    assert offered[:-1] == inside
    assert (offered[-1].text(), offered[-1].isEnabled()) == (beyond.people.text(), True)
    assert [action.isEnabled() for action in offered[:4]] == [True, page.row is not None, True, True]
    page.show_tab(TRAINING)
    page.more.menu().aboutToShow.emit()
    assert [action.text() for action in tools.print.menu().actions()] == ["Print the list…", "Print this row…"]
    assert beyond.people.text() not in [action.text() for action in page.more.menu().actions()]


def give_certificates(world: World) -> None:
    """Let headquarters give one certificate to the post's officer and one to another, and sync."""
    from tipdesk.services.sync.carrier import never, no_step
    from tipdesk.services.sync.sync_now import sync_now

    desk, record = world.headquarters.desk, BY_NAME["Certificate"]
    with desk.work() as work:
        for number, officer in enumerate((world.post.desk.actor.officer, desk.actor.officer)):
            given = {
                "officer": officer, "training": "First response", "on": "2025-01-10", "number": f"TT-{number}",
                "check_code": "x", "refresher_due": "2025-07-10",
            }  # fmt: skip
            write_directory(desk, work, [change_of(record, desk.ids.new_id(), given)])
    sync_now(world.post.desk, world.wire, no_step, never)
