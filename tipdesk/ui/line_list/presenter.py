"""What the line list asks and answers: one audited look, each row saved as it is left, what came from elsewhere shown.

Rows that are there change in their place; people whom another PC wrote wait behind a button until somebody asks to see
them. Names are shown only to whoever may see them, and hidden again with the page.
"""

from datetime import date
from functools import partial

from PySide6.QtCore import QTimer

from tipdesk.domain.errors import TipdeskError, UserError
from tipdesk.domain.mrz.read_mrz import read_mrz
from tipdesk.domain.rules.access import Action
from tipdesk.domain.rules.childhood import Childhood
from tipdesk.domain.texts import _ as mark
from tipdesk.services.line_list.columns import TAG
from tipdesk.services.line_list.lines import LineList
from tipdesk.services.line_list.open_list import open_list
from tipdesk.services.line_list.ordering import Order, count_lines, equal_tags
from tipdesk.services.line_list.sheets import read_sheet
from tipdesk.services.line_list.signs import Urgency
from tipdesk.services.line_list.tags import same_tag
from tipdesk.services.results import Changed
from tipdesk.ui.line_list.asking import Asking
from tipdesk.ui.line_list.cell_words import CellWords
from tipdesk.ui.line_list.entry import Entries, Entry
from tipdesk.ui.line_list.line_hints import LineHints
from tipdesk.ui.line_list.model import LineListModel
from tipdesk.ui.line_list.saving import Saving
from tipdesk.ui.line_list.sheet_cells import AT
from tipdesk.ui.line_list.strip import Sift
from tipdesk.ui.line_list.view import LineListView
from tipdesk.ui.notices import touches
from tipdesk.ui.seat import Seat
from tipdesk.ui.sheet.presenter import SheetPresenter
from tipdesk.ui.translate import _

KEY = "line-list"
KINDS = ("Person", "CaseRole", "Need", "IdentityDocument")
"""The records of which a change shows in the list."""


class LineListPresenter(SheetPresenter):
    """Keeps one line list on its page."""

    model: LineListModel
    view: LineListView
    saving: Saving
    first_words = mark("Type the first person here, or paste rows of a sheet, or the lines of a passport, with Ctrl+V.")

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self._case, self._order = b"", Order.TAG
        self._is_unmasked = self._wants_order = self._is_sorting = False
        self._read: LineList | None = None
        self.model = LineListModel(CellWords(seat.wording, self._today), self)
        self.view = LineListView(self.model)
        self.saving = Saving(seat, self.model, self)
        self.asking = Asking(seat, self.view, self.saving, self)
        self.hints = LineHints(seat, self.view.hints, self)
        self.setParent(self.view)
        self._connect()

    def open(self, case: bytes) -> None:
        """Open the list of a case, as an audited look."""
        if case != self._case:
            self.leave()
            self.model.clear()
            self._case, self._is_unmasked, self._order = case, False, Order.TAG
            self.view.strip.sift = Sift.ALL
        self._ask(is_ordered=True)

    def _come(self) -> None:
        """Say where a list is opened, where the page comes without one."""
        if not self._case:
            self.view.show_problem(_("Open a case first: its line list is opened from its people."))

    @property
    def entries(self) -> Entries:
        """Return the rows of the sheet."""
        return self.model.entries

    def ask_again(self) -> None:
        """Read the list again; what has come waits behind its button."""
        self._ask(is_ordered=False)

    def _ask(self, *, is_ordered: bool) -> None:
        """Read the list; not while a row is being saved, since it would come as a new line beside itself."""
        self._wants_order = self._wants_order or is_ordered
        if self._may_ask() and self._case:
            read = partial(self._seat.lanes.read, open_list, self._case, unmask=self._is_unmasked)
            read(then=self._show, failed=self._fail, key=KEY, owner=self)

    def _show(self, read: LineList) -> None:
        self._hide_names()
        if read.case != self._case:
            return
        if self._is_outdated():
            self.ask_again()
            return
        self._read, self.model.range = read, read.range
        self.saving.open(read.case, Action.UNMASK if self._is_unmasked else Action.VIEW)
        self.asking.case = read.case
        if self._wants_order:
            self._wants_order = False
            self._arrange(read)
        else:
            self.view.show_new(len(self.model.refresh(read)))
        view = self.view
        view.show_title(read.title, read.reference)
        view.show_range(read.range.first if read.range else None, read.range.last if read.range else None)
        view.unmask.setEnabled(read.is_masked)
        view.show_problem("" if read.can_edit else _("You may read this list and not write in it."))
        self.count()

    def _arrange(self, read: LineList) -> None:
        """Put the rows in the order that was asked for, with the cursor on the person it was on."""
        at = self.view.grid.selection.currentIndex()
        entry = self.model.entries[at.row()] if at.isValid() else None
        self.model.arrange(read, self._order)
        self.view.show_new(0)
        rows = self.model.entries
        is_somebody = entry is not None and not entry.is_blank and entry in rows
        row = rows.index(entry) if entry and is_somebody else 0 if self._is_sorting else len(rows) - 1
        self._is_sorting = False
        self.view.grid.go(row, at.column() if at.isValid() else AT[TAG])
        self._sift(self.view.strip.sift)

    def count(self) -> None:
        """Say how many people there are, and which of them need something first."""
        told = count_lines(self.model.entries.lines(), self._today())
        self.view.strip.show_counts(
            {
                Sift.ALL: told.people,
                Sift.CHILDREN: told.children,
                Sift.UNSURE: told.unsure,
                Sift.URGENT: told.urgent,
                Sift.FAMILIES: told.families,
                Sift.TWICE: told.twice,
                Sift.OPEN: sum(bool(entry.refused or entry.problem) for entry in self.model.entries),
            }
        )
        self.view.show_next(self.model.next_tag())
        self._tell()

    def _sift(self, sift: Sift) -> None:
        twice = equal_tags(self.model.entries.lines())
        self.view.grid.hide_rows(lambda row: not self._passes(self.model.entries[row], sift, twice))

    def _passes(self, entry: Entry, sift: Sift, twice: frozenset[str]) -> bool:
        line = entry.line
        if line is None or sift is Sift.ALL:
            return True
        young = line.childhood(self._today())
        return {
            Sift.CHILDREN: young in (Childhood.CHILD, Childhood.UNSURE),
            Sift.UNSURE: young is Childhood.UNKNOWN,
            Sift.URGENT: line.urgency(self._today()) is Urgency.NOW,
            Sift.FAMILIES: bool(line.family),
            Sift.TWICE: line.tag_key in twice,
            Sift.OPEN: bool(entry.refused or entry.problem),
        }[sift]

    def told_of(self, row: int, place: int) -> tuple[str, bool]:
        """Return what the foot says of a cell, and whether something is wrong with it."""
        entry, column = self.entries[row], self.model.column_at(place)
        told = self.model.told(row, place) or self.model.cell_words.why(entry)
        return told, bool(column and column.name in entry.refused) or bool(entry.problem)

    def _tell(self) -> None:
        """Tell about the cell that has the cursor, and who the person of its row could be."""
        super()._tell()
        row = self.view.grid.selection.currentIndex().row()
        self.hints.follow(self.entries[row] if 0 <= row < len(self.entries) else None, self._case)

    def _heard(self, changed: Changed) -> None:
        if self._case and touches(changed, *KINDS, case=self._case) and not self.saving.is_own(changed):
            self._follow(changed)

    def _sort(self, order: Order) -> None:
        """Put the rows in an order, with the keys in the sheet: on the person the cursor was on, else on the first."""
        self._order, self._is_sorting = order, True
        self.leave()
        self._ask(is_ordered=True)
        self.view.grid.enter()

    def _next(self) -> None:
        """Go to the blank row, where the next tag is written."""
        if self.model.next_tag() is None:
            self.view.show_problem(_("All tags of this PC are given out. Take others (Tags)."))
        self.view.grid.enter()
        self.view.grid.go(len(self.model.entries) - 1, AT["given_names"])

    def _find(self, words: str) -> None:
        """Go to the row of a tag, or of a name that has these words."""
        said, rows = words.casefold(), list(enumerate(self.model.entries))
        found = [row for row, entry in rows if said and same_tag(self.model.tag_of(entry)) == same_tag(words)]
        found += [
            row
            for row, entry in rows
            if said and not entry.is_blank and said in self.model.cell_words.name(entry).casefold()
        ]
        if not found:
            self.view.show_about(_("Nobody here has the tag or name “{words}”.").format(words=words), is_grave=True)
            return
        if self.view.grid.left.isRowHidden(found[0]):
            self.view.strip.press_all()
        self.view.grid.enter()
        self.view.grid.go(found[0], AT[TAG])

    def _paste(self, text: str) -> None:
        """Write the rows of a sheet from the cursor downwards; every row is saved as it is written.

        The lines of a passport are nobody's rows: they are read as one, for the row with the cursor.
        """
        if "\t" not in text and read_mrz([text], self._today()).format is not None:
            self.asking.ask_passport(text)
            return
        grid, at = self.view.grid, self.view.grid.selection.currentIndex()
        in_sight = grid.columns_in_sight()
        here = self.model.column_at(at.column())
        try:
            sheet = read_sheet(text, in_sight[in_sight.index(here.name) if here else 0 :], _)
        except UserError as problem:
            self.view.show_problem(problem.text(_))
            return
        if not self.model.can_edit or not sheet:
            return
        row = at.row() if at.isValid() else len(self.model.entries) - 1
        for cells in sheet:
            for name, words in cells.items():
                self.model.type(row, name, words)
            self.saving.leave(self.model.entries[row])
            row += 1
        self._seat.say(_("Rows pasted: {count}").format(count=len(sheet)))
        grid.go(row, at.column())

    def _unmask(self) -> None:
        self._is_unmasked = True
        self.ask_again()

    def _fail(self, problem: TipdeskError) -> None:
        self._is_unmasked = self._is_unmasked and self._read is not None and not self._read.is_masked
        self.view.show_problem(problem.text(_))

    def _today(self) -> date:
        return self._seat.now().date()

    def _connect(self) -> None:
        self.join()
        view = self.view
        view.grid.pasted.connect(self._paste)
        view.strip.chosen.connect(self._sift)
        view.sort_asked.connect(self._sort)
        view.find_asked.connect(self._find)
        view.next_pressed.connect(self._next)
        view.new_pressed.connect(lambda: self._sort(self._order))
        view.turned.connect(self.open)
        view.unmask_pressed.connect(self._unmask)
        view.came.connect(lambda: QTimer.singleShot(0, self, self._come))  # whoever opens the page names the case then
        view.left.connect(lambda: self._seat.open_case(self._case))
        self.asking.range_kept.connect(self.count)
        self._seat.notices.subscribe(self._heard)
        self._seat.names_switch.turned.connect(self._hide_names)

    def _hide_names(self) -> None:
        """Show tags alone, or names again, as the window's switch stands."""
        self.model.hide_names(is_hidden=self._seat.names_switch.hides_in(self._case))
