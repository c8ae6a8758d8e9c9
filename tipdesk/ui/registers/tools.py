"""The buttons of a register that print its list or one row, and that export and import spreadsheets.

What is printed or exported are the rows that the list shows, in their order; the paper says by which rule. Before
anything leaves as a file, it is said what leaves, and an import shows first what it would do.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton
from shiboken6 import isValid

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.registers import Act
from tipdesk.services.desk import Desk
from tipdesk.services.registers.kept import REGISTERS, may_here
from tipdesk.services.registers.read_sheet import Imported
from tipdesk.services.results import Changed
from tipdesk.ui.case.printing import Printing, ask_where, saying_of_papers
from tipdesk.ui.records.list_count import rule_of
from tipdesk.ui.records.tabbed_presenter import TabbedPresenter
from tipdesk.ui.registers.import_dialog import ImportDialog
from tipdesk.ui.registers.view import RegisterPage
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.progress_card import ProgressCard

Rights = dict[str, frozenset[Act]]


class RegisterTools(QObject):
    """Prints, exports and imports for one page. `dialog` is the one that was opened last."""

    def __init__(self, page: RegisterPage, seat: Seat, presenter: TabbedPresenter) -> None:
        super().__init__(page)
        self._page, self._seat, self._presenter = page, seat, presenter
        self._rights: Rights = {}
        self.dialog: AskDialog | ImportDialog | None = None
        progress = ProgressCard(_("Paper"))
        page.add_foot(progress)
        self._printing = Printing(seat, progress, ask_where(page, seat.choosing), presenter.say_problem, self)
        self.print = self._button(_("Print"), "printer")
        self.sheet = self._button(_("Spreadsheet"), "download")
        self._list, self._row = self._add(self.print, _("Print the list…")), self._add(self.print, _("Print this row…"))
        self._out, self._in = self._add(self.sheet, _("Export the list…")), self._add(self.sheet, _("Import…"))
        self._list.triggered.connect(self.print_list)
        self._row.triggered.connect(self.print_row)
        self._out.triggered.connect(self.export)
        self._in.triggered.connect(self.take_in)
        for button in (self.print, self.sheet):
            page.add_tool(button, *(record for record in REGISTERS if record.name in page.boards))
        seat.lanes.read(_rights, then=self._know, owner=self)

    def print_list(self) -> None:
        """Ask where to, and print the rows that the list shows."""
        rows, rule = self._shown()
        files, record = self._seat.register_files, self._page.record
        path = self._printing.ask(f"{record.table}.pdf", saying_of_papers()) if files is not None else None
        if files is not None and path is not None:
            only = [row.id for row in rows]
            self._printing.write(
                path, lambda desk, told: files.print(desk, record, only=only, rule=rule, told=told), saying_of_papers()
            )

    def print_row(self) -> None:
        """Ask where to, and print the row under the cursor with what belongs to it."""
        files, row = self._seat.register_files, self._page.row
        if files is None or row is None:
            return
        path = self._printing.ask(f"{row.record.table}.pdf", saying_of_papers())
        if path is not None:
            self._printing.write(
                path, lambda desk, told: files.print(desk, row.record, row=row.id, told=told), saying_of_papers()
            )

    def export(self) -> None:
        """Say what would leave, and ask for a file when the officer agrees."""
        rows, rule = self._shown()
        words = plural(
            "{count} row leaves the program as a file that anybody can read ({rule}). The audit and your signature say "
            "that it was you.",
            "{count} rows leave the program as a file that anybody can read ({rule}). The audit and your signature say "
            "that it was you.",
            len(rows),
            rule=rule,
        )
        title = _("Export: {records}").format(records=_(self._page.record.plural))
        dialog = AskDialog(title, words, (), primary(_("&Export…"), icon="download"), self._page.window())
        dialog.agreed.connect(lambda _answers: self._export_to(dialog, [row.id for row in rows]))
        self._open(dialog)

    def take_in(self) -> None:
        """Ask for a file, and show what it would do."""
        files, record = self._seat.register_files, self._page.record
        kinds = _("Spreadsheet (*.xlsx *.csv)")
        path = self._seat.choosing.file(self._page, _("Import into: {records}").format(records=_(record.plural)), kinds)
        if files is not None and path is not None:
            self._seat.lanes.write(
                files.take_in, record, path, dry_run=True,
                then=partial(self._offer, path), failed=self._presenter.say_problem, owner=self,
            )  # fmt: skip

    def _offer(self, path: Path, told: Imported) -> None:
        dialog = ImportDialog(path.name, told, self._page.window())
        dialog.agreed.connect(partial(self._take_in, path))
        self._open(dialog)

    def _take_in(self, path: Path) -> None:
        files, record = self._seat.register_files, self._page.record
        if files is not None:
            self._seat.lanes.write(
                files.take_in, record, path, dry_run=False,
                then=partial(self._took_in, path), failed=self._presenter.say_problem, owner=self,
            )  # fmt: skip

    def _took_in(self, path: Path, told: Imported) -> None:
        if told.problems:
            self._offer(path, told)  # the file was changed since it was looked at
            return
        self._seat.notices.announce(Changed(frozenset({self._page.record.name})))
        words = plural("{count} row imported", "{count} rows imported", told.added + told.changed)
        self._seat.say(words)

    def _export_to(self, dialog: AskDialog, rows: list[bytes]) -> None:
        files, record = self._seat.register_files, self._page.record
        name, kinds = f"{record.table}.xlsx", _("Spreadsheet (*.xlsx *.csv)")
        path = self._seat.choosing.target(dialog, _("Export to"), name, kinds)
        if not isValid(dialog):
            return  # closed meanwhile, as by a lock: nothing leaves
        if files is None or path is None:
            dialog.reject()
            return

        def written(file: Path) -> None:
            dialog.accept()
            self._seat.say(_("Exported: {name}. Your signature lies beside it.").format(name=file.name))

        self._seat.lanes.write(files.export, record, path, rows, then=written, failed=dialog.refuse, owner=dialog)

    def _shown(self) -> tuple[list[Row], str]:
        """Return the rows that the list shows, and in words which these are."""
        board = self._page.in_front
        rows, speaker = board.list.passing()
        return [row for row in rows if not row.deleted], rule_of(rows, speaker, board.list.arrangement)

    def _open(self, dialog: AskDialog | ImportDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._forget)
        dialog.open()

    def _forget(self, _result: int) -> None:
        self.dialog = None

    def _know(self, rights: Rights) -> None:
        self._rights = rights

    def _fit(self) -> None:
        """Offer what the officer may do with the register in front."""
        acts = self._rights.get(self._page.record.name, frozenset())
        self._list.setEnabled(Act.PRINT in acts)
        self._row.setEnabled(Act.PRINT in acts and self._page.row is not None)
        self._out.setEnabled(Act.EXPORT in acts)
        self._in.setEnabled(Act.WRITE in acts)

    def _button(self, words: str, icon: str) -> QPushButton:
        button = plain(words, icon=icon)
        menu = QMenu(button)
        menu.aboutToShow.connect(self._fit)
        button.setMenu(menu)
        return button

    def _add(self, button: QPushButton, words: str) -> QAction:
        return button.menu().addAction(words)


def _rights(desk: Desk) -> Rights:
    """Return, on the read lane, what the officer may do with the rows of each register here."""
    return {record.name: frozenset(act for act in Act if may_here(desk, record, act)) for record in REGISTERS}
