"""The editors and small parts: what goes in comes out, by keyboard, and what is wrong is said."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.gallery import COUNTRIES, NEEDS, Gallery, noon
from tests.ui.probes import grab
from tipdesk.domain.errors import UserError
from tipdesk.domain.values import Missing, PartialDate
from tipdesk.ui.theme import Scheme, current
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.codes_picker import CodesPicker
from tipdesk.ui.widgets.editor import Editor
from tipdesk.ui.widgets.error_summary import ErrorSummary
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flag_box import FlagBox
from tipdesk.ui.widgets.long_text import LongText
from tipdesk.ui.widgets.missing_menu import MissingMenu
from tipdesk.ui.widgets.number_edit import NumberEdit
from tipdesk.ui.widgets.partial_date_edit import PartialDateEdit
from tipdesk.ui.widgets.phone_edit import PhoneEdit
from tipdesk.ui.widgets.pill_delegate import PillDelegate, ToneRole
from tipdesk.ui.widgets.progress_card import ProgressCard
from tipdesk.ui.widgets.qr_view import QrView
from tipdesk.ui.widgets.search_box import SearchBox
from tipdesk.ui.widgets.siblings_view import Sibling, SiblingsView
from tipdesk.ui.widgets.tables import plain_table
from tipdesk.ui.widgets.text_edit import TextEdit
from tipdesk.ui.widgets.texts_edit import TextsEdit
from tipdesk.ui.widgets.yes_no_unsure import YesNoUnsure

SAMPLES: list[tuple[Callable[[], Editor], object, object]] = [
    (TextEdit, "Marie", None),
    (lambda: PartialDateEdit(noon), PartialDate(2007, 3, 27), None),
    (lambda: PartialDateEdit(noon), PartialDate(2007), None),
    (PhoneEdit, "+17584520000", None),
    (NumberEdit, 70, None),
    (LongText, "Two lines\nof text", None),
    (lambda: FlagBox("Minor"), True, False),
    (lambda: CodeCombo(COUNTRIES), "HT", None),
    (lambda: CodeCombo(NEEDS), "food", None),
    (lambda: CodeCombo(COUNTRIES), "no-longer-offered", None),
    (lambda: CodesPicker(COUNTRIES), frozenset({"HT", "VE", "no-longer-offered"}), frozenset()),
    (lambda: CodesPicker(NEEDS), frozenset({"food", "no-longer-offered"}), frozenset()),
    (YesNoUnsure, "unsure", None),
    (TextsEdit, ("Ti Marie", "Auntie"), ()),
]


@pytest.mark.parametrize(("make", "value", "empty"), SAMPLES)
def test_what_is_set_comes_back_in_silence(
    qtbot: QtBot, make: Callable[[], Editor], value: object, empty: object
) -> None:
    """Every editor returns the value it was given, is empty after None, and calls neither a change."""
    editor = make()
    qtbot.addWidget(editor)
    heard: list[bool] = []
    editor.changed.connect(lambda: heard.append(True))
    editor.set_value(value)
    assert editor.value() == value
    editor.set_value(None)
    assert editor.value() == empty
    assert heard == []


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("27 3 2007", PartialDate(2007, 3, 27), "27 Mar 2007"),
        ("March 2007", PartialDate(2007, 3), "Mar 2007"),
        ("2007", PartialDate(2007), "2007"),
    ],
)
def test_a_date_is_read_day_first(qtbot: QtBot, typed: str, value: PartialDate, shown: str) -> None:
    """What the officer types is kept as a partial date and shown day first once the line is left."""
    editor = PartialDateEdit(noon)
    qtbot.addWidget(editor)
    with qtbot.waitSignal(editor.changed):
        QTest.keyClicks(editor.line, typed)
    assert editor.value() == value
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.line.text() == shown


def test_what_cannot_be_read_stays_as_typed(qtbot: QtBot) -> None:
    """The 31st of February is refused beside the field, in the same words in the summary, and put right by typing."""
    page = Gallery()
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    line = page.born.editor.faces[0]
    page.born.set_value(None)
    QTest.keyClicks(line, "31/02/2007")
    assert not page.summary.check(page.fields)
    assert page.born.problem().startswith("This must be a real date")
    assert page.summary._links[0].text() == f"Date of birth: {page.born.problem()}"
    page.summary._links[0].setFocus()
    QTest.keyClick(page.summary._links[0], Qt.Key.Key_Return)
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line, "28/02/2007")
    assert page.born.problem() == ""
    assert page.summary.check(page.fields)
    assert not page.summary.isVisible()


@pytest.mark.parametrize(
    ("make", "kept"),
    [
        (lambda: PartialDateEdit(noon), Missing.REFUSED),
        (lambda: CodeCombo(COUNTRIES), "refused"),
        (lambda: CodesPicker(COUNTRIES), "refused"),
    ],
)
def test_no_answer_is_an_answer(qtbot: QtBot, make: Callable[[], Editor], kept: object) -> None:
    """A refusal is kept as the kind of field writes it, shown again, and gives way to an answer."""
    field = FieldFrame("x", "&Question", make())
    qtbot.addWidget(field)
    menu = field.findChild(MissingMenu)
    assert isinstance(menu, MissingMenu)
    menu.chosen.emit(Missing.REFUSED)
    expected = frozenset({kept}) if isinstance(field.editor, CodesPicker) else kept
    assert field.value() == expected
    field.set_value(None)
    field.set_value(expected)
    assert field.value() == expected
    field.editor.changed.emit()
    assert field.value() in (None, frozenset())


def test_what_was_wrong_goes_with_its_answer(qtbot: QtBot) -> None:
    """An answer filled in takes away what was said of the one before, and the summary lists only what still stands."""
    first, second = (FieldFrame(path, path, TextEdit(), can_be_missing=False) for path in ("first", "second"))
    page, summary = QWidget(), ErrorSummary()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    for part in (summary, first, second):
        column.addWidget(part)
    page.show()
    first.set_problem("Say the first.")
    second.set_problem("Say the second.")
    summary.show_problems([first, second], ["Something else."])
    second.setFocus()
    first.set_value("said")
    summary.refresh()
    assert first.problem() == ""
    assert summary.accessibleDescription() == "second: Say the second.. Something else."
    assert page.focusWidget() is second.editor.faces[0]
    second.set_value(None)
    summary.show_problems([first, second])
    assert second.problem() == ""
    assert summary.isHidden()


def test_a_number_out_of_bounds_is_refused(qtbot: QtBot) -> None:
    """Bounds are part of the sentence."""
    editor = NumberEdit(1, 500)
    qtbot.addWidget(editor)
    QTest.keyClicks(editor.line, "501")
    with pytest.raises(UserError, match="from 1 to 500"):
        editor.value()


@pytest.mark.parametrize("make", [TextEdit, LongText, lambda: CodeCombo(COUNTRIES), lambda: CodeCombo(COUNTRIES[:3])])
@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_a_refused_field_in_focus_shows_both(
    qtbot: QtBot, schemes: Callable[[Scheme], None], make: Callable[[], Editor], scheme: Scheme
) -> None:
    """The ring of the focus and the red of the refusal are painted together; without the focus the red goes round."""
    schemes(scheme)
    field = FieldFrame("x", "X", make())
    qtbot.addWidget(field)
    field.resize(400, 120)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)

    def seen() -> set[str]:
        image = field.editor.grab().toImage()
        colours = {image.pixelColor(x, y).name() for x in range(12) for y in range(image.height())}
        return {name for name in ("focus", "danger") if current().colour(name).name() in colours}

    field.refuse("No.")
    assert seen() == {"focus", "danger"}
    field.editor.faces[0].clearFocus()
    assert seen() == {"danger"}


def test_a_few_letters_and_enter_choose_a_code(qtbot: QtBot) -> None:
    """Any part of a label finds it; words that are in no list are refused."""
    editor = CodeCombo(COUNTRIES)
    qtbot.addWidget(editor)
    editor.show()
    QTest.keyClicks(editor.box, "publi")
    with pytest.raises(UserError, match="in the list"):
        editor.value()
    QTest.keyClick(editor.box, Qt.Key.Key_Return)
    assert editor.value() == "DO"


def test_keep_this_names_the_sibling(qtbot: QtBot) -> None:
    """Each side of a conflict has its own button."""
    view = SiblingsView("Name", [Sibling("a", "Marie", "Vieux Fort"), Sibling("b", "Maria", "Castries")])
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.kept) as kept:
        QTest.mouseClick(view.findChildren(QPushButton)[1], Qt.MouseButton.LeftButton)
    assert kept.args == ["b"]


def test_quick_work_shows_no_progress(qtbot: QtBot) -> None:
    """The card appears only when work takes longer than 300 ms, and Cancel is said once."""
    card = ProgressCard("Writing to the stick")
    qtbot.addWidget(card)
    card.start()
    assert not card.isVisible()
    card.finish()
    card.start()
    qtbot.waitUntil(card.isVisible)
    card.tell(3_000_000_000, 6_000_000_000, "Bundle 1 of 2")
    grab(card, "progress")
    with qtbot.waitSignal(card.cancelled):
        QTest.mouseClick(card.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)


def test_a_qr_code_is_black_on_white(qtbot: QtBot) -> None:
    """Modules are whole pixels with four white ones around, whatever the scheme."""
    view = QrView("Receipt")
    qtbot.addWidget(view)
    view.show_matrix([[True, False], [False, True]])
    view.resize(view.sizeHint())
    image = view.grab().toImage()
    side = image.width() // 10
    seen = [
        image.pixelColor(int((x + 0.5) * side), int((y + 0.5) * side)).name()
        for x, y in ((4, 4), (5, 4), (5, 5), (3, 3))
    ]
    assert seen == ["#000000", "#ffffff", "#000000", "#ffffff"]


def test_search_asks_once_after_a_pause(qtbot: QtBot) -> None:
    """Three letters typed at once are one question; Escape clears."""
    box = SearchBox("Search")
    qtbot.addWidget(box)
    asked: list[str] = []
    box.asked.connect(asked.append)
    QTest.keyClicks(box, "mar")
    qtbot.waitUntil(lambda: asked == ["mar"])
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""


def test_a_table_paints_its_tones_as_pills(qtbot: QtBot) -> None:
    """A cell with a tone shows a rounded ground in its colour, any other cell its plain words."""
    model = QStandardItemModel(3, 3)
    model.setHorizontalHeaderLabels(["Reference", "Stage", "Priority"])
    for row, (stage, tone) in enumerate((("Referred", "violet"), ("Open", "info"), ("Closed", "ok"))):
        model.setItem(row, 0, QStandardItem(f"LCA-26-00041{row}"))
        model.setItem(row, 1, QStandardItem(stage))
        model.item(row, 1).setData(tone, ToneRole)
        model.setItem(row, 2, QStandardItem("Normal"))
        model.item(row, 2).setData("neutral", ToneRole)
    table = plain_table("Cases")
    qtbot.addWidget(table)
    table.setModel(model)
    table.setItemDelegate(PillDelegate(table))
    table.resize(520, 240)
    table.selectRow(1)
    table.show()
    grab(table, "table")
    cell = table.visualRect(model.index(0, 1))
    image = table.viewport().grab().toImage()
    colours = {image.pixelColor(x, cell.center().y()).name().upper() for x in range(cell.left(), cell.right())}
    assert current().token("violet_soft") in colours


def test_a_number_stands_in_the_groups_in_which_it_is_dialled(qtbot: QtBot) -> None:
    """Kept without blanks, shown with them, read back as it was; a number of elsewhere stays as it is."""
    edit = PhoneEdit()
    qtbot.addWidget(edit)
    for kept, shown in (("+17584520000", "+1 758 452 0000"), ("+33145678901", "+33145678901")):
        edit.set_value(kept)
        assert (edit.line.text(), edit.value()) == (shown, kept)
