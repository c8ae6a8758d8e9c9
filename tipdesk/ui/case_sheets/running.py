"""Checks all rows of a sheet, takes them in, writes the bad ones, and exports: long work that tells how far it is."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.services.desk import Desk
from tipdesk.services.import_export.import_sheet import import_sheet
from tipdesk.services.import_export.imported import Imported
from tipdesk.services.results import Changed
from tipdesk.ui.case_sheets.sheet_work import SheetWork
from tipdesk.ui.case_sheets.told import told_after, told_before
from tipdesk.ui.case_sheets.view import CaseSheetsView
from tipdesk.ui.lanes import Ears, Job, Watch
from tipdesk.ui.seat import CaseSheets, Seat
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.buttons import primary

TABLES = "cases.xlsx"


class RunningDeeds(QObject):
    """Runs one piece of work at a time on the link lane. `dialog` is the one that is open."""

    def __init__(self, page: CaseSheetsView, seat: Seat, files: CaseSheets, work: SheetWork) -> None:
        super().__init__(page)
        self._page, self._seat, self._files, self._work = page, seat, files, work
        self._job: Job | None = None
        self.dialog: AskDialog | None = None
        page.check_pressed.connect(partial(self.run, dry_run=True))
        page.import_pressed.connect(partial(self.run, dry_run=False))
        page.errors_pressed.connect(self.save_errors)
        page.export_pressed.connect(self.export)
        page.progress.cancelled.connect(self._cancel)

    def run(self, *, dry_run: bool) -> None:
        """Check all rows, or take them in."""
        opened = self._work.opened
        if opened is None:
            return

        def run(desk: Desk, *, watch: Watch) -> Imported:
            sheet = opened.preview.sheet
            return import_sheet(desk, opened.source, opened.map, dry_run=dry_run, told=watch.tell, sheet=sheet)

        go_on = _("Stopped. What was saved stands; import the same file again to go on.")
        stopped = _("Stopped. Nothing was saved.") if dry_run else go_on
        self._begin(run, partial(self._ran, dry_run=dry_run), stopped)

    def save_errors(self) -> None:
        """Ask where to, and write the rows that cannot be taken."""
        opened, checked = self._work.opened, self._work.checked
        if opened is None or checked is None:
            return
        name = f"{opened.path.stem}-bad{opened.path.suffix}"
        path = self._seat.choosing.target(self._page, _("Save the bad rows"), name, _("Spreadsheet (*.xlsx *.csv)"))
        if path is not None:
            words = _("Bad rows saved: {name}. Put them right there, and import that file.")
            self._seat.lanes.write(
                self._files.write_errors, path, checked, owner=self, failed=self._work.refused.emit,
                then=lambda file: self._seat.say(words.format(name=file.name)),
            )  # fmt: skip

    def export(self) -> None:
        """Say what would leave, and ask for a file when the officer agrees."""
        words = _(
            "Every victim of every case that is open to you leaves the program as a file that anybody can read, names "
            "included as far as you see them. It is your own copy: giving it away is a transfer. The audit and your "
            "signature say that it was you."
        )
        deed = primary(_("&Export…"), icon="download")
        self.dialog = AskDialog(_("Export HTCDS"), words, (), deed, self._page.window())
        self.dialog.agreed.connect(partial(self._export_to, self.dialog))
        self.dialog.finished.connect(self._forget)
        self.dialog.open()

    def _export_to(self, dialog: AskDialog, _answers: object) -> None:
        path = self._seat.choosing.target(dialog, _("Export to"), TABLES, _("Spreadsheet (*.xlsx *.csv)"))
        dialog.accept()
        if path is None:
            return

        def run(desk: Desk, *, watch: Watch) -> Path:
            return self._files.export(desk, path, watch.tell)

        words = _("Exported: {name}. Your signature lies beside it.")
        self._begin(run, lambda file: self._seat.say(words.format(name=file.name)), _("Stopped. Nothing was exported."))

    def _begin(self, run: Callable[..., object], then: Callable[..., object], stopped: str) -> None:
        if self._job is not None:
            self._seat.say(_("Wait until the rows before are done, or cancel that."))
            return
        self._page.progress.start()
        ears = Ears(
            partial(self._end, then), partial(self._end, self._refuse), partial(self._end, self._page.say, stopped),
            self._page.progress.tell, owner=self,
        )  # fmt: skip
        self._job = self._seat.lanes.link(run, ears=ears)
        self._work.set_busy(is_busy=True)

    def _end(self, deed: Callable[..., object], *told: object) -> None:
        self._job = None
        self._page.progress.finish()
        deed(*told)
        self._work.set_busy(is_busy=False)
        (self._page.take if self._page.take.isEnabled() else self._page.check).setFocus()

    def _ran(self, told: Imported, *, dry_run: bool) -> None:
        self._page.say(told_before(told) if dry_run else told_after(told))
        if told.bad:
            self._page.rows.show_problems(told.problems)
        if not dry_run:
            self._seat.notices.announce(Changed(frozenset({"Case", "Person"})))
            self._seat.say(plural("{count} row imported", "{count} rows imported", told.saved))
        self._work.checked = told if dry_run else replace(told, added=0, changed=0)

    def _refuse(self, problem: TipdeskError) -> None:
        self._work.refused.emit(problem)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _forget(self, _result: int) -> None:
        self.dialog = None
