"""Printing a determination or a statement of age: asks for the language, then where to; then it is made and signed."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tipdesk.domain.rows import Row
from tipdesk.ui.access.questions import chosen_field
from tipdesk.ui.case.printing import Printing, saying_of_papers
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.buttons import primary
from tipdesk.ui.widgets.choice import Choice

LANGUAGE = "language"


class StatementPapers(QObject):
    """Prints the statements of one window."""

    def __init__(self, seat: Seat, printing: Printing, parent: QWidget) -> None:
        super().__init__(parent)
        self._seat, self._printing, self._window = seat, printing, parent

    def print(self, row: Row) -> None:
        """Ask in which language, and print the statement of a row."""
        papers = self._seat.statements
        if papers is None:
            return
        languages = [Choice(code, name) for code, name in papers.languages().items()]
        field = chosen_field(LANGUAGE, _("&Language of the paper"), languages)
        field.set_value(languages[0].code)
        words = _("What officers wrote stands in their own words. A translation that nobody has checked says so.")
        dialog = AskDialog(
            _("Print: {what}").format(what=_(row.record.label)), words, [field], primary(_("&Print…"), icon="printer"),
            self._window.window(),
        )  # fmt: skip
        dialog.agreed.connect(partial(self._write, dialog, row))
        dialog.open()

    def _write(self, dialog: AskDialog, row: Row, said: dict[str, object]) -> None:
        dialog.accept()
        papers, saying, language = self._seat.statements, saying_of_papers(), str(said[LANGUAGE] or "")
        path = self._printing.ask(f"{row.record.name}.pdf", saying) if papers is not None else None
        if path is not None and papers is not None:
            self._printing.write(path, lambda desk, told: papers.print(desk, row, language, told=told), saying)
