"""The page of spreadsheets of cases: which file, what each of its columns fills, its first rows, and what would become.

Above are the columns of the sheet, a line each, and under them what the chosen one fills. Below are the first rows; a
cell that cannot be taken is marked, and why stands at the beginning of its row. Nothing is saved before *Import* is
pressed, which is offered once all rows were checked.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.case_sheets.preview_table import PreviewTable
from tipdesk.ui.cases.places import in_line
from tipdesk.ui.plain import set_name
from tipdesk.ui.round import Part
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.choice_menu import ChoiceMenu
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.labels import body, muted
from tipdesk.ui.widgets.line_table import LineTable
from tipdesk.ui.widgets.progress_card import ProgressCard
from tipdesk.ui.widgets.visited_page import VisitedPage

COLUMN_HEADS = (mark("Column"), mark("Heading"), mark("First words"), mark("Fills"))
COMBO_WIDTH, SHEET_WIDTH = 260, 170


class CaseSheetsView(VisitedPage):
    """The page. Each signal is a button that was pressed, or a choice that was made."""

    back_pressed = Signal()
    export_pressed = Signal()
    file_pressed = Signal()
    map_pressed = Signal()
    own_pressed = Signal()
    keep_pressed = Signal()
    words_pressed = Signal()
    check_pressed = Signal()
    import_pressed = Signal()
    errors_pressed = Signal()
    sheet_chosen = Signal(str)
    column_chosen = Signal(object)
    field_chosen = Signal(object)
    uses_chosen = Signal(frozenset)

    def __init__(self, fields: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = quiet(_("All cases"), icon="chevron-left", pressed=self.back_pressed.emit)
        self.export = plain(_("E&xport HTCDS…"), icon="download", pressed=self.export_pressed.emit)
        self.file = plain(_("Choose a fi&le…"), icon="folder", pressed=self.file_pressed.emit)
        self.map = plain(_("Ope&n a map…"), icon="list-check", pressed=self.map_pressed.emit)
        self.own = plain(_("Map of m&y own"), icon="pencil", pressed=self.own_pressed.emit)
        self.keep = plain(_("&Save the map…"), icon="device-floppy", pressed=self.keep_pressed.emit)
        self.words = plain(_("Words…"), icon="language", pressed=self.words_pressed.emit)
        self.check = plain(_("Check all ro&ws"), icon="check", pressed=self.check_pressed.emit)
        self.take = primary(_("Impo&rt"), icon="upload", pressed=self.import_pressed.emit)
        self.errors = plain(_("Sa&ve the bad rows…"), icon="file-text", pressed=self.errors_pressed.emit)
        self.told_file, self.told_map, self.said = body(), muted(), body()
        self.sheets = CodeCombo(())
        self.sheets.set_name(_("Sheet"))
        self.fills, self.uses = CodeCombo(fields, _("Type part of a name")), ChoiceMenu(_("It is"), guise="button")
        self.fills.set_name(_("What this column fills"))
        self.of_column = body()
        columns = EmptyState("file-text", _("No file is chosen"), _("Choose a .csv or .xlsx file with cases."))
        heads = [_(head) for head in COLUMN_HEADS]
        self.columns = LineTable(_("Columns"), heads, (70, 200, 220, 260), columns, wide=3, least=3)
        self.rows = PreviewTable(self.words)
        self.progress = ProgressCard(_("Rows"))
        self._connect()
        self._lay_out()
        self.show_sheets((), "")

    def focus_first(self) -> None:
        """Give the focus to the button that chooses a file."""
        self.file.setFocus()

    def parts(self) -> Sequence[Part]:
        """Return the parts of the page, for the key that goes round them."""
        return [
            [self.back, self.export],
            [self.file, self.sheets, self.map, self.own, self.keep],
            [self.columns],
            [self.fills, self.uses, self.words],
            [self.rows],
            [self.check, self.errors, self.take],
        ]

    def show_sheets(self, sheets: Sequence[str], chosen: str) -> None:
        """Offer the sheets of a workbook; a file without any offers none."""
        self.sheets.offer([Choice(name, name) for name in sheets if name])
        self.sheets.set_value(chosen or None)
        self.sheets.setEnabled(len(sheets) > 1)

    def say(self, sentence: str) -> None:
        """Say how the file stands."""
        self.said.setText(sentence)
        set_name(self.said, sentence)

    def _connect(self) -> None:
        self.columns.chosen.connect(self.column_chosen)
        self.sheets.changed.connect(lambda: self.sheet_chosen.emit(str(self.sheets.value() or "")))
        self.fills.box.activated.connect(lambda _index: self.field_chosen.emit(self.fills.box.currentData()))
        self.uses.chosen.connect(self.uses_chosen)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._file_card())
        column.addWidget(self._columns_card(), 5)
        column.addWidget(self._rows_card(), 6)
        column.addWidget(self.progress)

    def _file_card(self) -> Card:
        card = _slim()
        self.sheets.setFixedWidth(SHEET_WIDTH)
        card.column.addLayout(
            in_line((self.back, 0), (self.file, 0), (self.sheets, 0), (self.told_file, 1), (self.export, 0))
        )
        card.column.addLayout(in_line((self.map, 0), (self.own, 0), (self.keep, 0), (self.told_map, 1)))
        return card

    def _columns_card(self) -> Card:
        card = _slim()
        card.add(self.columns, 1)
        self.fills.setMinimumWidth(COMBO_WIDTH)
        card.column.addLayout(in_line((self.of_column, 2), (self.fills, 3), (self.uses, 0), (self.words, 0)))
        return card

    def _rows_card(self) -> Card:
        card = _slim()
        card.add(self.rows, 1)
        card.column.addLayout(in_line((self.said, 1), (self.check, 0), (self.errors, 0), (self.take, 0)))
        return card


def _slim() -> Card:
    """Return a card with little room around what it holds: the page has three, and all are in sight."""
    card = Card()
    card.column.setContentsMargins(12, 8, 12, 8)
    card.column.setSpacing(6)
    return card
