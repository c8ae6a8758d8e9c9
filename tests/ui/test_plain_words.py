"""No widget guesses: hostile words in every part that screens are made of, read back as Qt would show them.

What every page of the program shows of a hostile log is asked in `tests/lab/strangers/hidden_words.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import Qt as Guessing
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTableView, QWidget

from tests.lab.strangers.changed_post import BOTH, MARKUP
from tests.ui.plain_words import all_words, hidden_words, rich_words
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.values import Missing
from tipdesk.ui.app import DeskApp
from tipdesk.ui.case.rows_card import RowsCard
from tipdesk.ui.editors.form import RecordForm
from tipdesk.ui.plain import make_box, plain_cells, set_tip, set_title, tip_text
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.big_button import BigButton
from tipdesk.ui.widgets.buttons import icon_only, plain, primary
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.codes_picker import CodesPicker
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.error_summary import ErrorSummary
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.labels import PLAIN_TEXT, PlainLabel, body, caption, digits, title
from tipdesk.ui.widgets.line_model import Line, LineModel
from tipdesk.ui.widgets.long_text import LongText
from tipdesk.ui.widgets.people_dialog import PeopleDialog
from tipdesk.ui.widgets.pill import Pill
from tipdesk.ui.widgets.siblings_view import Sibling, SiblingsView
from tipdesk.ui.widgets.sign_line import SignLine
from tipdesk.ui.widgets.text_edit import TextEdit
from tipdesk.ui.widgets.texts_edit import TextsEdit
from tipdesk.ui.widgets.toast import Toast
from tipdesk.ui.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tipdesk.domain.kinds import Value
    from tipdesk.homes.sessions import Session

SHOWN = "‹U+202E›"


def _table(model: QAbstractItemModel) -> QTableView:
    view = QTableView()
    model.setParent(view)
    view.setModel(model)
    return view


def _lines() -> QWidget:
    model = LineModel(["Name"])
    model.show_lines([Line((BOTH,)), Line(("a",), tip=BOTH)])
    return _table(model)


def _pills() -> QWidget:
    model = LineModel(["Name"])
    model.show_lines([Line((BOTH,), None, {0: "danger"}), Line(("a",), None, {0: "danger"}, tips={0: BOTH})])
    return _table(model)


def _combo() -> QWidget:
    combo = CodeCombo([Choice("a", BOTH), *(Choice(str(number), "b") for number in range(9))])
    combo.set_value("a")
    combo.set_value(BOTH)
    return combo


def _picker() -> QWidget:
    picker = CodesPicker([Choice("a", BOTH), *(Choice(str(number), "b") for number in range(20))])
    picker.set_value({"a", BOTH})
    return picker


def _editor(kind: type[TextEdit | LongText | TextsEdit]) -> Callable[[], QWidget]:
    def make() -> QWidget:
        frame = FieldFrame("name", BOTH, kind(), help_text=BOTH)
        frame.set_value((BOTH,) if kind is TextsEdit else BOTH)
        frame.set_problem(BOTH)
        return frame

    return make


def _summary() -> QWidget:
    frame = FieldFrame("name", "Name", TextEdit())
    frame.set_problem(BOTH)
    summary = ErrorSummary()
    summary.show_problems([frame], [BOTH])
    frame.setParent(summary)
    return summary


def _rows_card() -> QWidget:
    card = RowsCard(BOTH, add="Add", empty=BOTH)
    card.show_rows([(Row(BY_NAME["Person"], b"p" * 16, b"c" * 16, {}), BOTH)])
    return card


def _toast() -> QWidget:
    window = QWidget()
    Toast(PlainLabel(), window).say(BOTH, offer=BOTH, undo=str)
    return window


PARTS: dict[str, Callable[[], QWidget]] = {
    "label": lambda: PlainLabel(BOTH),
    "ranks": lambda: _beside(title(BOTH), body(BOTH), digits(BOTH), caption(BOTH)),
    "pill": lambda: Pill(BOTH),
    "card": lambda: Card(BOTH),
    "banner": lambda: Banner(BOTH, "warn"),
    "line": lambda: SignLine("check", BOTH),
    "empty": lambda: EmptyState("inbox", BOTH, BOTH),
    "buttons": lambda: _beside(plain(BOTH), icon_only(BOTH, "lock"), BigButton(BOTH, BOTH, "lock")),
    "siblings": lambda: SiblingsView(BOTH, [Sibling("a", BOTH, BOTH), Sibling("b", "", BOTH)]),
    "lines": _lines,
    "pills": _pills,
    "combo": _combo,
    "picker": _picker,
    "text": _editor(TextEdit),
    "long text": _editor(LongText),
    "texts": _editor(TextsEdit),
    "summary": _summary,
    "rows card": _rows_card,
    "toast": _toast,
    "box": lambda: make_box(BOTH, BOTH),
    "people": lambda: PeopleDialog(BOTH, BOTH, "OK", [(b"a", BOTH)]),
    "question": lambda: AskDialog(BOTH, BOTH, [FieldFrame("a", BOTH, TextEdit())], primary("OK")),
}


def _beside(*parts: QWidget) -> QWidget:
    page = QWidget()
    for part in parts:
        part.setParent(page)
    return page


@pytest.mark.parametrize("make", PARTS.values(), ids=PARTS)
@pytest.mark.usefixtures("theme")
def test_a_part_shows_words_as_they_stand(make: Callable[[], QWidget], qtbot: QtBot) -> None:
    """No label, tooltip, cell or name of it is taken for markup, and what is hidden stands as a mark."""
    part = make()
    qtbot.addWidget(part)
    assert rich_words(part) == []
    assert hidden_words(part) == []
    assert SHOWN in all_words(part)


@pytest.mark.usefixtures("theme")
def test_the_probe_sees_what_guesses(qtbot: QtBot) -> None:
    """Bare widgets with the same words are found, each place for itself."""
    label = QLabel(BOTH)
    qtbot.addWidget(label)
    assert hidden_words(label)
    assert len(rich_words(label)) == 1
    label.setToolTip(BOTH)
    button = QPushButton(BOTH, label)
    button.setStatusTip(MARKUP)
    assert len(rich_words(label)) == 3


@pytest.mark.parametrize(
    "text", [MARKUP, "&lt;b&gt;", "<?xml <b>", "<!doctype html>", "a < b <i>", " \n<p>x", "&amp;lt; &lt;"]
)
def test_a_tooltip_is_never_markup(text: str) -> None:
    """Whatever stands in it, Qt finds no tag, and the words can still be read."""
    assert not Guessing.mightBeRichText(tip_text(text))
    assert tip_text("Ann & Lee") == "Ann & Lee"


@pytest.mark.usefixtures("theme")
def test_numbers_of_qt_are_what_we_take_them_for(qtbot: QtBot) -> None:
    """The formats and roles that are written as numbers, to start quickly, are Qt's own."""
    roles = Qt.ItemDataRole
    assert Qt.TextFormat.PlainText.value == PLAIN_TEXT
    shown = {
        role: plain_cells(lambda _model, _index, _role=roles.DisplayRole: BOTH)(None, None, role) for role in roles
    }
    for role in (roles.ToolTipRole, roles.StatusTipRole, roles.WhatsThisRole):
        assert shown[role] == tip_text(BOTH)
    for role in (roles.DisplayRole, roles.AccessibleTextRole, roles.AccessibleDescriptionRole):
        assert SHOWN in str(shown[role])
    assert shown[roles.UserRole] == BOTH
    widget = QWidget()
    qtbot.addWidget(widget)
    set_title(widget, "a\nb")
    set_tip(widget, "<b>")
    assert (widget.windowTitle(), widget.toolTip()) == ("a‹U+000A›b", "‹b›")


def test_an_ampersand_in_a_name_is_no_access_key(qtbot: QtBot, theme: object) -> None:
    """A row called "Lee & sons" shows its sign and takes no key from a button."""
    card = RowsCard("People")
    qtbot.addWidget(card)
    card.show_rows([(Row(BY_NAME["Person"], b"p" * 16, b"c" * 16, {}), "Lee & sons")])
    [line] = card.findChildren(QPushButton)
    assert line.text() == "Lee && sons"
    assert line.accessibleName() == line.toolTip() == "Lee & sons"


def _form(post: Session, record: str, qtbot: QtBot) -> RecordForm:
    form = RecordForm(BY_NAME[record], Wording(post.desk.codes))
    qtbot.addWidget(form)
    return form


def test_an_answer_that_hides_something_is_refused_beside_its_field(post: Session, qtbot: QtBot, theme: object) -> None:
    """The sentence stands at the field, nothing crashes, and what was typed is kept in the draft as it was typed."""
    form = _form(post, "Person", qtbot)
    form.frames["family_name"].set_value("Lee")
    line = form.frames["family_name"].findChildren(QLineEdit)[0]
    line.setText("Ann\u202e")
    box = form.frames["description"].findChildren(QPlainTextEdit)[0]
    box.setPlainText("tall\u200b")
    assert not form.check()
    assert "U+202E" in str(form.frames["family_name"].problem())
    assert "U+200B" in str(form.frames["description"].problem())
    draft = form.draft()
    again = _form(post, "Person", qtbot)
    again.retype(draft)
    assert again.frames["family_name"].findChildren(QLineEdit)[0].text() == "Ann\u202e"
    assert again.frames["description"].findChildren(QPlainTextEdit)[0].toPlainText() == "tall\u200b"


def test_what_a_log_hides_can_stay_while_others_are_changed(post: Session, qtbot: QtBot, theme: object) -> None:
    """A row with hostile answers shows marks; saving another answer of it neither refuses nor rewrites them."""
    form = _form(post, "Person", qtbot)
    hostile: dict[str, Value] = {
        "family_name": BOTH,
        "description": BOTH,
        "other_names": frozenset({BOTH}),
        "sex": "female",
    }
    form.fill(Row(BY_NAME["Person"], b"p" * 16, b"c" * 16, hostile))
    assert hidden_words(form) == []
    assert form.check()
    assert form.given() == {}
    form.frames["given_names"].set_value("Marie")
    assert form.check()
    assert form.given() == {"given_names": "Marie"}
    assert form.draft() == {"given_names": "Marie"}
    form.frames["family_name"].findChildren(QLineEdit)[0].setText("Lee")
    assert form.given() == {"given_names": "Marie", "family_name": "Lee"}
    form.frames["family_name"].set_value(Missing.REFUSED)
    assert form.given()["family_name"] is Missing.REFUSED


def test_a_refusal_at_the_start_is_plain(theme: object) -> None:
    """The box that says why the program does not start is made in the one place for boxes."""
    assert "make_box" in DeskApp.show_refusal.__code__.co_names
    box = make_box("TIPdesk", UserError("x", "{why}", why=BOTH).text())
    assert box.textFormat() == Qt.TextFormat.PlainText
    box.deleteLater()
