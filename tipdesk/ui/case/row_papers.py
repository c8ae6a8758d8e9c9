"""Printing the papers of a row: asks which one and in which language, then where to; then it is made and signed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tipdesk.domain.rows import Row
from tipdesk.services.papers.offered import OFFERED, Offered
from tipdesk.ui.access.questions import chosen_field
from tipdesk.ui.case.printing import Printing, saying_of_papers
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.buttons import primary
from tipdesk.ui.widgets.choice import Choice

LANGUAGE, PAPER = "language", "paper"


class RowPapers(QObject):
    """Prints the papers of the rows of one window."""

    def __init__(self, seat: Seat, printing: Printing, parent: QWidget) -> None:
        super().__init__(parent)
        self._seat, self._printing, self._window = seat, printing, parent

    def print(self, row: Row) -> None:
        """Ask for the paper, where there are several, and for the language, and print it of a row."""
        papers = self._seat.papers
        offered = papers.offered(row.record.name) if papers is not None else ()
        if papers is None or not offered:
            return
        languages = [Choice(code, name) for code, name in papers.languages().items()]
        field = chosen_field(LANGUAGE, _("&Language of the paper"), languages)
        field.set_value(languages[0].code)
        fields = [field]
        if len(offered) > 1:
            which = chosen_field(PAPER, _("&Paper"), [Choice(one.code, _(one.label)) for one in offered])
            which.set_value(offered[0].code)
            fields.insert(0, which)
        dialog = AskDialog(
            _("Print: {what}").format(what=_(row.record.label)), _said(offered), fields,
            primary(_("&Print…"), icon="printer"), self._window.window(),
        )  # fmt: skip
        dialog.agreed.connect(partial(self._write, dialog, row, offered[0]))
        dialog.open()

    def _write(self, dialog: AskDialog, row: Row, first: Offered, said: dict[str, object]) -> None:
        dialog.accept()
        paper = OFFERED.get(str(said.get(PAPER) or ""), first)
        papers, saying, language = self._seat.papers, saying_of_papers(), str(said[LANGUAGE] or "")
        path = self._printing.ask(f"{paper.code}.pdf", saying) if papers is not None else None
        if path is not None and papers is not None:
            self._printing.write(path, lambda desk, told: papers.print(desk, row, paper, language, told=told), saying)


def _said(offered: Sequence[Offered]) -> str:
    """Return what has to be thought of before these are printed: of several, by the name of each."""
    if len({one.words for one in offered}) == 1:
        return _(offered[0].words)
    return "\n".join(_("{paper}: {words}").format(paper=_(one.label), words=_(one.words)) for one in offered)
