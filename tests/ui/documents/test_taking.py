"""Files come into a case by choosing, dropping, pasting and looking through a folder, each with a dialog of its own."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.adapters.preview import made
from tests.ui.documents.officer import FakeChoosing, answer, dialog, files, strip, written
from tests.ui.invented import amber
from tests.ui.probes import grab, unnamed_widgets, words
from tipdesk.domain.records import BY_NAME
from tipdesk.homes.case_files import CaseFiles
from tipdesk.services.files.attachments import find_attachments
from tipdesk.ui.at_hand import find_at_hand
from tipdesk.ui.case.actions import TAKE
from tipdesk.ui.widgets.ask_dialog import AskDialog

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.ui.invented import CasesDesk
    from tipdesk.domain.rules.gates.passing import Override
    from tipdesk.services.desk import Desk
    from tipdesk.services.file_store import Source, Told
    from tipdesk.services.files.attach import Attached

FILE = BY_NAME["Attachment"]


def test_the_ways_in_stand_on_their_page_alone(desk: CasesDesk) -> None:
    """Before the page of documents is opened, nothing of it is seen: no window of its own either."""
    desk.open(amber(desk.store).id)
    assert not strip(desk).isVisible()


def test_a_case_without_a_file_has_the_page_where_one_comes_in(desk: CasesDesk, choosing: FakeChoosing) -> None:
    """Ctrl+K leads to it by its name, and lets a file be chosen from any page; turning there one can choose at once."""
    desk.open(amber(desk.store).id)
    view = desk.screen.case_view
    found = {one.text: one for one in find_at_hand(desk.screen)}
    found["Go to: Documents"].run()
    desk.settle()
    assert strip(desk).isVisible()
    assert "Choose file…" not in {one.text for one in find_at_hand(desk.screen)}, "it stands there once: as an action"
    view.show_tab("people")
    desk.screen.case.ask(TAKE)
    assert (view.tabs.current_name(), choosing.asked) == ("documents", ["Choose a file"])
    view.show_tab("journey")
    view.turn_page(1)
    assert desk.screen.window().focusWidget() is strip(desk).choose


def test_adding_a_file_leads_to_the_ways_in(desk: CasesDesk, case: bytes) -> None:
    """The page comes to the front without a file, with the focus on the first way in, and every part has a name."""
    assert strip(desk).isVisible()
    assert desk.screen.window().focusWidget() is strip(desk).choose
    assert unnamed_widgets(desk.screen) == []
    grab(desk.screen, "documents-empty")


def test_a_chosen_file_is_taken_in(desk: CasesDesk, case: bytes, choosing: FakeChoosing, tmp_path: Path) -> None:
    """A file is chosen, said what it is, and stands in the list with a small picture; the original is as it was."""
    content = made.pdf(2)
    choosing.path = written(tmp_path, "Contract <b>.pdf", content)
    desk.press(strip(desk).choose)
    assert unnamed_widgets(dialog(desk)) == []
    grab(dialog(desk), "documents-take")
    answer(desk, description="Signed in the kitchen", kind="contract")
    [row] = files(desk, case)
    assert (row["name"], row["kind"], row["description"]) == ("Contract <b>.pdf", "contract", "Signed in the kitchen")
    assert row["size"] == len(content)
    [line] = find_attachments(desk.store, case)
    assert line.thumbnail is not None
    assert line.thumbnail.startswith(b"\xff\xd8")
    assert choosing.path.read_bytes() == content
    assert desk.said.toasts[-1] == "Taken in: Contract <b>.pdf"
    board = desk.screen.case_view.pages.front()
    assert board is not None
    assert board.list.row() == row
    grab(desk.screen, "documents-one")


def test_files_are_dropped_on_the_page(desk: CasesDesk, case: bytes, tmp_path: Path) -> None:
    """Two dropped files are asked about one after the other; what was said of the first stands ready for the second."""
    paths = [written(tmp_path, f"{name}.png", made.picture("PNG", colour=name)) for name in ("red", "blue")]
    drop(desk, [QUrl.fromLocalFile(str(path)) for path in paths])
    assert "file 1 of 2" in dialog(desk).windowTitle()
    answer(desk, kind="photo")
    assert dialog(desk).field("kind").value() == "photo"
    answer(desk)
    assert sorted(str(row["name"]) for row in files(desk, case)) == ["blue.png", "red.png"]
    assert {row["kind"] for row in files(desk, case)} == {"photo"}


def page_of(desk: CasesDesk) -> QWidget:
    """Return the page on which files are dropped."""
    page = strip(desk).parentWidget()
    assert page is not None
    return page


def drop(desk: CasesDesk, urls: list[QUrl]) -> None:
    """Drop these on the page, as another program would that offers to move them."""
    page = page_of(desk)
    content = QMimeData()
    content.setUrls(urls)
    every = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(9, 200).toPoint(), every, content, left, none)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    event = QDropEvent(QPointF(9, 200), every, content, left, none)
    QApplication.sendEvent(page, event)
    assert event.dropAction() == Qt.DropAction.CopyAction
    desk.settle()


def test_a_link_of_a_page_is_no_file(desk: CasesDesk, case: bytes) -> None:
    """What is dragged out of a browser is no file of this PC: it is not taken."""
    page = page_of(desk)
    content = QMimeData()
    content.setUrls([QUrl("https://example.org/a.png")])
    enter = QDragEnterEvent(
        QPointF(9, 9).toPoint(), Qt.DropAction.CopyAction, content, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    enter.ignore()
    QApplication.sendEvent(page, enter)
    assert not enter.isAccepted()


def test_a_picture_and_files_are_pasted(desk: CasesDesk, case: bytes, tmp_path: Path) -> None:
    """Ctrl+V takes a copied picture under a neutral name, and copied files; what is neither is said."""
    clipboard = QGuiApplication.clipboard()
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.green)
    clipboard.setImage(image)
    strip(desk).choose.setFocus()
    desk.press(strip(desk).paste)
    answer(desk)
    [row] = files(desk, case)
    assert str(row["name"]).startswith("Pasted picture ")
    assert row["media_type"] == "image/png"
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(written(tmp_path, "note.txt", b"A note")))])
    clipboard.setMimeData(content)
    desk.press(strip(desk).paste)
    answer(desk)
    assert len(files(desk, case)) == 2
    clipboard.setText("words alone")
    desk.press(strip(desk).paste)
    assert "The clipboard holds no file and no picture" in words(strip(desk).problem)
    clipboard.clear()


def test_a_folder_is_looked_through_for_new_files(
    desk: CasesDesk, case: bytes, choosing: FakeChoosing, tmp_path: Path
) -> None:
    """Of a folder what is new comes one by one: nothing that is in the case, twice there, empty, hidden or below it."""
    choosing.path = tmp_path
    written(tmp_path, "1 scan.txt", b"first")
    desk.press(strip(desk).scan)
    answer(desk)
    for name, content in (("2.txt", b"second"), ("3.txt", b"second"), ("4.txt", b""), (".hidden", b"x")):
        written(tmp_path, name, content)
    (tmp_path / "below").mkdir()
    written(tmp_path / "below", "5.txt", b"fifth")
    written(tmp_path, "6.txt", b"sixth")
    desk.press(strip(desk).scan)
    assert desk.said.toasts[-1] == "2 files are in the case already. 1 file could not be read."
    assert "file 1 of 2" in dialog(desk).windowTitle()
    skip = next(one for one in dialog(desk).findChildren(type(dialog(desk).deed)) if one.text() == "&Skip this one")
    desk.press(skip)
    assert "6.txt" in words(dialog(desk))
    answer(desk)
    assert [row["name"] for row in files(desk, case)] == ["1 scan.txt", "6.txt"]
    (tmp_path / "2.txt").unlink()
    (tmp_path / "3.txt").unlink()
    desk.press(strip(desk).scan)
    assert "There is no new file in this folder." in words(strip(desk).problem)


def test_hash_only_keeps_and_shows_nothing(
    desk: CasesDesk, case: bytes, choosing: FakeChoosing, tmp_path: Path
) -> None:
    """With the tick nothing is shown, whoever keeps it must be named, and no byte of it is kept."""
    choosing.path = written(tmp_path, "found.png", made.picture("PNG"))
    desk.press(strip(desk).choose)
    asked = dialog(desk)
    assert asked.preview.show_it.isEnabled()
    asked.field("hash_only").set_value(True)
    asked.field("hash_only").changed.emit()
    assert not asked.preview.show_it.isEnabled()
    desk.press(asked.deed)
    assert asked.isVisible()
    assert asked.field("custodian").problem()
    answer(desk, custodian="Sergeant Example", held_at="Safe of the squad")
    [row] = files(desk, case)
    assert (row["hash_only"], row["custodian"]) == (True, "Sergeant Example")
    [line] = find_attachments(desk.store, case)
    assert (line.is_kept, line.thumbnail) == (False, None)
    board = desk.screen.case_view.pages.front()
    assert board is not None
    assert "Hash only" in str(board.list.view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))


def test_a_refusal_stands_in_the_dialog(desk: CasesDesk, case: bytes, choosing: FakeChoosing, tmp_path: Path) -> None:
    """A file that is empty is refused where it was asked about, what was typed stays, and it can be repeated."""
    choosing.path = written(tmp_path, "scan.txt", b"")
    desk.press(strip(desk).choose)
    asked = dialog(desk)
    answer(desk, description="Typed")
    assert "is empty" in words(asked)
    assert asked.field("description").value() == "Typed"
    written(tmp_path, "scan.txt", b"now it has words")
    answer(desk)
    assert [row["description"] for row in files(desk, case)] == ["Typed"]


def test_what_is_stopped_leaves_nothing(desk: CasesDesk, case: bytes, choosing: FakeChoosing, tmp_path: Path) -> None:
    """Cancel while a file comes leaves nothing of it, says so in the dialog, and lets it be taken in after all."""

    class PatientFiles(CaseFiles):
        """Waits with each file until the test lets it go on."""

        def attach(
            self,
            desk: Desk,
            case: bytes,
            source: Source,
            given: Mapping[str, object],
            *,
            told: Told,
            override: Override | None = None,
        ) -> Attached:
            begun.set()
            assert may_go_on.wait(30)
            return super().attach(desk, case, source, given, told=told, override=override)

    begun, may_go_on = Event(), Event()
    desk.seat.files = PatientFiles()
    choosing.path = written(tmp_path, "scan.txt", b"words" * 100_000)
    desk.press(strip(desk).choose)
    asked = dialog(desk)
    before = set(desk.store.files.find_held())
    asked.deed.click()
    desk.qtbot.waitUntil(begun.is_set)
    asked.progress.cancelled.emit()
    may_go_on.set()
    desk.settle()
    assert "Nothing of the file was taken in" in words(asked)
    assert files(desk, case) == ()
    assert set(desk.store.files.find_held()) == before
    desk.press(asked.deed)
    assert len(files(desk, case)) == 1


def test_a_file_is_looked_at_before_it_is_taken_in(
    desk: CasesDesk, case: bytes, choosing: FakeChoosing, tmp_path: Path
) -> None:
    """Beside the questions the file can be shown, by keys alone."""
    choosing.path = written(tmp_path, "red.png", made.picture("PNG"))
    desk.press(strip(desk).choose)
    asked = dialog(desk)
    desk.press(asked.preview.show_it)
    assert asked.preview.sheet.image.pixelColor(5, 5).red() > 240
    grab(asked, "documents-take-shown")
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    desk.settle()
    assert files(desk, case) == ()


def test_what_is_held_elsewhere_is_written_down(desk: CasesDesk, case: bytes) -> None:
    """A recording that stays on its own disk is a row with its hash, size and place; the pane says where it is."""
    desk.press(strip(desk).elsewhere)
    [asked] = [one for one in desk.screen.window().findChildren(AskDialog) if one.isVisible()]
    grab(asked, "documents-elsewhere")
    assert unnamed_widgets(asked) == []
    for path, said in (("name", "Film of the quay"), ("size", 6 * 1024**3), ("held_at", "Disk 4, exhibits room")):
        asked.field(path).set_value(said)
    desk.press(asked.deed)
    assert asked.field("digest").problem()
    asked.field("digest").set_value(bytes(32))
    desk.press(asked.deed)
    [row] = files(desk, case)
    assert (row["name"], row["held_at"], row["added_at"]) == ("Film of the quay", "Disk 4, exhibits room", None)
    pane = desk.read(row)
    assert "This file is held elsewhere." in words(pane)
