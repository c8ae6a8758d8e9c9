"""Files are looked at in the reading pane, and exported from there: asked for, audited, signed, named neutrally."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.adapters.preview import made
from tests.adapters.preview.children import previews
from tests.ui.documents.officer import FakeChoosing, answer, dialog, files, strip, written
from tests.ui.probes import grab, moved, places, unnamed_widgets, words
from tipdesk.adapters.preview.child_previewer import ChildPreviewer
from tipdesk.domain.rules.access import Action
from tipdesk.homes.case_files import CaseFiles
from tipdesk.services.desk import LookQuery
from tipdesk.ui.access.questions import REASON
from tipdesk.ui.documents.exporting import ExportDialog
from tipdesk.ui.documents.preview_card import PreviewCard

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.invented import CasesDesk
    from tipdesk.domain.rows import Row


def take(desk: CasesDesk, choosing: FakeChoosing, folder: Path, name: str, content: bytes, **said: object) -> Row:
    """Take a file in, and return its row."""
    known = {row.id for row in files(desk, desk.workspace().view.id)}
    choosing.path = written(folder, name, content)
    desk.press(strip(desk).choose)
    answer(desk, **said)
    [row] = [row for row in files(desk, desk.workspace().view.id) if row.id not in known]
    return row


def card(desk: CasesDesk, row: Row) -> PreviewCard:
    """Read a file, and return the card in its pane."""
    [found] = desk.read(row).findChildren(PreviewCard)
    desk.settle()  # the card has the height that the pane leaves
    return found


def looks(desk: CasesDesk, row: Row | None, action: Action) -> int:
    """Count the looks of one kind at a row of the open case in the audit, or at the case itself."""
    with desk.store.read() as reader:
        found = reader.find_looks(LookQuery(case=desk.workspace().view.id, actions=frozenset({action.value})))
    return sum(look.about == (row.id if row is not None else None) for look in found)


def test_a_file_is_shown_when_it_is_asked_for(
    desk: CasesDesk, case: bytes, choosing: FakeChoosing, tmp_path: Path
) -> None:
    """Nothing is shown by itself; asked for, a PDF is read page by page with keys alone, and each look is audited."""
    row = take(desk, choosing, tmp_path, "letter.pdf", made.pdf(3))
    shown = card(desk, row)
    assert shown.sheet.image.isNull()
    assert looks(desk, row, Action.VIEW) == 0
    before = places(shown)
    desk.press(shown.show_it)
    assert looks(desk, row, Action.VIEW) == 1
    assert moved(before, places(shown)) == []
    assert desk.screen.window().focusWidget() is shown.sheet
    assert "Page 1 of 3" in words(shown)
    wide = shown.sheet.image.width()
    assert shown.sheet.image.pixelColor(wide // 2, wide // 2).lightness() < 10
    grab(desk.screen, "documents-shown")
    for key, page in ((Qt.Key.Key_End, 3), (Qt.Key.Key_Home, 1), (Qt.Key.Key_Right, 2), (Qt.Key.Key_Left, 1)):
        QTest.keyClick(shown.sheet, key)
        desk.settle()
        assert f"Page {page} of 3" in words(shown)
    presses = 0
    while "Page 3 of 3" not in words(shown) and presses < 40:
        QTest.keyClick(shown.sheet, Qt.Key.Key_PageDown)
        desk.settle()
        presses += 1
    assert 2 < presses < 40  # it goes down each page before it turns it
    assert not shown.after.isEnabled()
    assert unnamed_widgets(desk.screen) == []


def test_a_page_comes_closer(desk: CasesDesk, case: bytes, choosing: FakeChoosing, tmp_path: Path) -> None:
    """Plus draws the page anew with more pixels, minus with fewer, and 0 fits it to the width again."""
    shown = card(desk, take(desk, choosing, tmp_path, "letter.pdf", made.pdf(1)))
    desk.press(shown.show_it)
    desk.qtbot.waitUntil(lambda: shown.sheet.image.width() == shown.room)
    QTest.keyClick(shown.sheet, Qt.Key.Key_Plus)
    QTest.keyClick(shown.sheet, Qt.Key.Key_Plus)
    desk.qtbot.waitUntil(lambda: shown.sheet.image.width() == round(1.5 * shown.room))
    assert shown.sheet.horizontalScrollBar().maximum() > 0
    QTest.keyClick(shown.sheet, Qt.Key.Key_0)
    desk.qtbot.waitUntil(lambda: shown.sheet.image.width() == shown.room)


def test_a_text_is_read_with_its_hidden_signs(
    desk: CasesDesk, case: bytes, choosing: FakeChoosing, tmp_path: Path
) -> None:
    """A text is shown as signs: no markup is obeyed, and what hides in it is shown as a mark."""
    row = take(desk, choosing, tmp_path, "note.txt", "<b>Bold</b> \u202etxet".encode())
    shown = card(desk, row)
    desk.press(shown.show_it)
    assert shown.text.toPlainText() == "<b>Bold</b> ‹U+202E›txet"
    assert not shown.closer.isEnabled()


def test_what_cannot_be_shown_says_why(desk: CasesDesk, case: bytes, choosing: FakeChoosing, tmp_path: Path) -> None:
    """A kind that is not drawn, a damaged file and one with a password each say so in place of the file."""
    for name, content, said in (
        ("sound.wav", b"RIFF....WAVEfmt \0\1\2\3", "Files of this kind are not shown here."),
        ("scan.png", made.picture("PNG")[:60], "damaged"),
        ("bank.pdf", made.locked_pdf(), "password of its own"),
    ):
        shown = card(desk, take(desk, choosing, tmp_path, name, content))
        desk.press(shown.show_it)
        assert said in words(shown)
        assert shown.show_it.isEnabled()
        assert desk.screen.window().focusWidget() is shown.show_it


def test_what_draws_ends_with_the_looking(desk: CasesDesk, case: bytes, choosing: FakeChoosing, tmp_path: Path) -> None:
    """Turning to another file, leaving the case, and stopping each end what draws, and nothing of the file stays."""
    first = take(desk, choosing, tmp_path, "one.pdf", made.pdf(1))
    second = take(desk, choosing, tmp_path, "two.pdf", made.pdf(1))
    shown = card(desk, first)
    desk.press(shown.show_it)
    assert len(previews()) == 1
    card(desk, second)
    assert len(previews()) == 0
    assert shown.sheet.image.isNull()
    desk.press(shown.show_it)
    assert len(previews()) == 1
    desk.screen.case.leave()
    desk.settle()
    assert len(previews()) == 0
    assert shown.sheet.image.isNull()


def test_a_long_opening_can_be_stopped(desk: CasesDesk, case: bytes, choosing: FakeChoosing, tmp_path: Path) -> None:
    """While a file is on its way it says so and can be stopped by key; then it can be asked for again."""
    row = take(desk, choosing, tmp_path, "one.pdf", made.pdf(1))
    desk.seat.files = CaseFiles(ChildPreviewer(["cat"]))
    shown = card(desk, row)
    shown.show_it.setFocus()
    QTest.keyClick(shown.show_it, Qt.Key.Key_Space)
    assert desk.screen.window().focusWidget() is shown.stop
    QTest.keyClick(shown.stop, Qt.Key.Key_Space)
    assert "Stopped." in words(shown)
    assert shown.show_it.isEnabled()
    desk.settle()


def test_a_copy_is_asked_about_signed_and_named_neutrally(
    desk: CasesDesk, case: bytes, choosing: FakeChoosing, tmp_path: Path
) -> None:
    """Export warns of place and time inside, asks why, proposes a name that tells nothing, and writes the signature."""
    content = made.photograph()
    row = take(desk, choosing, tmp_path, "Maria at the pier.jpg", content, kind="photo")
    shown = card(desk, row)
    desk.press(shown.export)
    [asked] = [one for one in desk.screen.window().findChildren(ExportDialog) if one.isVisible()]
    assert "place 14.0100 -60.9900" in words(asked)
    assert unnamed_widgets(asked) == []
    grab(asked, "documents-export")
    out = tmp_path / "out"
    out.mkdir()
    choosing.path = out
    asked.field(REASON).set_value("For the magistrate")
    desk.press(asked.deed)
    [name] = choosing.proposed
    assert name.startswith(desk.workspace().view.reference)
    assert name.endswith(".jpg")
    assert "Maria" not in name
    assert (out / name).read_bytes() == content
    assert (out / f"{name.removesuffix('.jpg')}.signature.txt").read_bytes()
    assert looks(desk, row, Action.EXPORT) == 1
    assert desk.said.toasts[-1] == f"Exported: {name} in out, its signature beside it"


def test_a_copy_that_is_not_written_is_told_in_the_dialog(
    desk: CasesDesk, case: bytes, choosing: FakeChoosing, tmp_path: Path
) -> None:
    """Where the folder is gone, the dialog says so and keeps the reason; cancelling the choice leaves it open."""
    shown = card(desk, take(desk, choosing, tmp_path, "scan.pdf", made.pdf(1)))
    desk.press(shown.export)
    [asked] = [one for one in desk.screen.window().findChildren(ExportDialog) if one.isVisible()]
    asked.field(REASON).set_value("For the magistrate")
    choosing.path = None
    desk.press(asked.deed)
    assert asked.isVisible()
    choosing.path = tmp_path / "gone"
    desk.press(asked.deed)
    assert "cannot be written" in words(asked)
    assert asked.field(REASON).value() == "For the magistrate"


def test_in_every_size_and_scheme_it_is_whole(
    desk: CasesDesk, case: bytes, choosing: FakeChoosing, tmp_path: Path
) -> None:
    """The dialog fits on the smallest screen."""
    choosing.path = written(tmp_path, "one.pdf", made.pdf(1))
    desk.press(strip(desk).choose)
    asked = dialog(desk)
    assert asked.height() <= 660
    assert asked.width() <= 1000
