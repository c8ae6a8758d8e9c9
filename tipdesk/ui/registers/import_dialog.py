"""The dialog before an import: what would be added and changed, or each cell that is wrong, by row and column."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.services.registers.read_sheet import Imported
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.labels import body
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.widgets.line_table import LineTable
from tipdesk.ui.widgets.titled_dialog import TitledDialog

WIDTH = 680
HEADS = (mark("Row"), mark("Column"), mark("What is wrong"))


class ImportDialog(TitledDialog):
    """What an import would do; `agreed` is emitted when it is to be done, which is offered where no cell is wrong."""

    agreed = Signal()

    def __init__(self, name: str, told: Imported, parent: QWidget | None = None) -> None:
        title = _("Import {file}").format(file=name)
        super().__init__(title, title, current().pixels(WIDTH), parent)
        for sentence in (*counts_told(told), *notes_told(told)):
            self.column.addWidget(body(sentence))
        close = plain(_("&Close") if told.problems else _("Cancel"), pressed=self.reject)
        if told.problems:
            self.column.addWidget(_table(told))
            self.add_buttons(close)
            close.setFocus()
        else:
            self.deed = primary(_("&Import"), icon="upload", pressed=self._agree)
            self.deed.setEnabled(told.added + told.changed > 0)
            self.add_buttons(self.deed, close)
            (self.deed if self.deed.isEnabled() else close).setFocus()

    def _agree(self) -> None:
        self.deed.setEnabled(False)
        self.agreed.emit()
        self.accept()


def counts_told(told: Imported) -> Sequence[str]:
    """Return in words how many rows would be saved, or that none is."""
    if told.problems:
        wrong = plural(
            "{count} cell cannot be taken as it is, so nothing is imported.",
            "{count} cells cannot be taken as they are, so nothing is imported.",
            len(told.problems),
        )
        return (wrong, _("Put this right in the file and import it again."))
    counts = (
        plural("{count} row would be added.", "{count} rows would be added.", told.added),
        plural("{count} row would be changed.", "{count} rows would be changed.", told.changed),
        plural("{count} row stands so already.", "{count} rows stand so already.", told.unchanged),
    )
    return ("  ".join(counts),)


def notes_told(told: Imported) -> Sequence[str]:
    """Return what is to be known of the file before it is imported."""
    notes = []
    if told.passed_over:
        names = ", ".join(told.passed_over)
        notes.append(_("The program fills these in itself, so they were passed over: {names}.").format(names=names))
    if told.adds_again and not told.problems:
        notes.append(_("Rows without a key are added anew each time this file is imported."))
    return notes


def _table(told: Imported) -> LineTable:
    name = _("What is wrong")
    heads = [_(head) for head in HEADS]
    table = LineTable(name, heads, (60, 80, 440), EmptyState("check", name), wide=2)
    lines = [(str(one.row), one.column, one.why.text(_)) for one in told.problems]
    table.show_lines([Line(cells, at, tip=cells[2]) for at, cells in enumerate(lines)])
    return table
