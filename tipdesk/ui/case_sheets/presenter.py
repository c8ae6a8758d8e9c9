"""Runs the page of spreadsheets of cases: opens a file, shows how it would be read, and offers what can be done.

The standard's sheets are known by their heads; for any other a map is begun from its headings and completed here. All
rows are checked by a dry run before *Import* is offered, and any other choice asks for another check.
"""

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.ui.case_sheets.fields import Fields, uses_of, uses_words
from tipdesk.ui.case_sheets.mapping import MappingDeeds
from tipdesk.ui.case_sheets.running import RunningDeeds
from tipdesk.ui.case_sheets.sheet_work import SheetWork
from tipdesk.ui.case_sheets.view import CaseSheetsView
from tipdesk.ui.seat import CASES_PAGE, CaseSheets, Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.choice_menu import MenuChoice
from tipdesk.ui.widgets.line_model import Line


class CaseSheetsPresenter(QObject):
    """Connects the page with the services; it lives as long as its page."""

    def __init__(self, page: CaseSheetsView, seat: Seat, files: CaseSheets, fields: Fields) -> None:
        super().__init__(page)
        self._page, self._seat, self._files, self._fields = page, seat, files, fields
        self.work = SheetWork(seat, self)
        self.mapping = MappingDeeds(page, seat, files, fields, self.work)
        self.running = RunningDeeds(page, seat, files, self.work)
        page.back_pressed.connect(lambda: seat.go(CASES_PAGE))
        page.file_pressed.connect(self.choose_file)
        page.sheet_chosen.connect(self._turn_to_sheet)
        page.column_chosen.connect(self.work.choose)
        self.work.shown.connect(self._show)
        self.work.changed.connect(self._fit)
        self.work.refused.connect(self._refuse)
        self._fit()

    def choose_file(self) -> None:
        """Ask for a file, and show how it would be read."""
        title, kinds = _("Cases from a spreadsheet"), _("Spreadsheet (*.xlsx *.csv)")
        path = self._seat.choosing.file(self._page, title, kinds)
        if path is not None:
            self.work.open(path, self._files.open)

    def _turn_to_sheet(self, sheet: str) -> None:
        opened = self.work.opened
        if opened is not None and sheet not in ("", opened.preview.sheet):
            self.work.read_by(lambda _desk: None, sheet)

    def _show(self) -> None:
        opened, page = self.work.opened, self._page
        if opened is None:
            return
        preview = opened.preview
        page.told_file.setText(opened.path.name)
        page.show_sheets(opened.source.sheets, preview.sheet)
        lines = [
            Line((one.letters, one.heading, one.example, self._fields.told(one, preview.sheet_map)), one.letters)
            for one in preview.columns
        ]
        page.columns.show_lines(lines)
        page.rows.show_preview(preview)
        page.say(_("These are the first rows. Check all of them before you import."))
        self.work.choose(page.columns.subject())

    def _fit(self) -> None:
        """Offer what can be done now."""
        page, opened, checked = self._page, self.work.opened, self.work.checked
        is_free = not self.work.is_busy
        is_own = opened is not None and not opened.map.standard
        page.export.setEnabled(is_free)
        page.file.setEnabled(is_free)
        for button in (page.map, page.check):
            button.setEnabled(is_free and opened is not None)
        page.own.setEnabled(is_free and opened is not None and not is_own)
        page.keep.setEnabled(is_free and is_own)
        page.take.setEnabled(is_free and checked is not None and checked.saved > 0)
        page.errors.setEnabled(is_free and checked is not None and bool(checked.bad))
        page.told_map.setText(self._map_words())
        self._fit_column(can_change=is_free and is_own and self.work.column is not None)

    def _fit_column(self, *, can_change: bool) -> None:
        """Show what the chosen column fills, and let it be changed where the map is the officer's own."""
        page, seen, opened = self._page, self.work.column, self.work.opened
        column = seen.column if seen is not None else None
        target = column.target if column is not None else None
        words = _("Column {letters} fills").format(letters=seen.letters) if seen is not None else _("Choose a column")
        page.of_column.setText(words)
        page.fills.set_value(self._fields.key_of(column))
        ticked = uses_of(column, opened.map) if opened is not None and column is not None else frozenset[str]()
        page.uses.show_choices([MenuChoice(use, said) for use, said in uses_words()], ticked)
        page.fills.setEnabled(can_change)
        page.uses.setEnabled(can_change)
        page.words.setEnabled(can_change and target is not None and bool(target.field.codes))

    def _map_words(self) -> str:
        if self.work.opened is None:
            return _("HTCDS of IOM is known by itself; for any other sheet you say what its columns fill.")
        found = self.work.opened.map
        if found.standard:
            return _("Known as {name}: its columns are fixed.").format(name=found.name)
        return _("Read by a map of your own: choose a column, and say what it fills.")

    def _refuse(self, problem: TipdeskError) -> None:
        self._page.say(" ".join((problem.text(_), *(one.text(_) for one in problem.fields[:3]))))
        self._seat.say_problem(problem)


def make_page(seat: Seat) -> CaseSheetsView:
    """Return the page with its presenter."""
    fields = Fields(seat.codes, seat.language)
    page = CaseSheetsView(fields.choices)
    if seat.case_sheets is not None:
        CaseSheetsPresenter(page, seat, seat.case_sheets, fields)
    return page
