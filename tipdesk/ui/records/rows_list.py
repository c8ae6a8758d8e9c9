"""The list of one record: search, filters with their counts, the rows, and the buttons that add some.

Whatever is chosen (words, filters, order, groups, columns) stays chosen while the list lives. What comes in meanwhile
does not move what stands: it comes last, and is counted as new until the officer asks for it in its place. Where the
list is wide, the columns of the declaration stand beside each row.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from tipdesk.domain.rows import Author, Row
from tipdesk.domain.schema import RecordType
from tipdesk.ui.records.arranging import (
    Arrangement,
    Group,
    Line,
    count_new,
    find_passing,
    group_lines,
    put_in_order,
)
from tipdesk.ui.records.list_foot import ListFoot
from tipdesk.ui.records.list_head import ListHead
from tipdesk.ui.records.rows_model import RowsModel
from tipdesk.ui.records.rows_view import RowsView
from tipdesk.ui.records.speaker import Offer, Speaker
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.front_stack import FrontStack
from tipdesk.ui.widgets.tables import fit_columns

WIDE_FROM = 640
WARMING_MS, WARMED_AT_ONCE = 15, 100
"""How often, in milliseconds, and for how many rows at once the words are worked out by which they are found."""


class RowsList(QFrame):
    """The list of one record, with `buttons` at its foot and `empty` in its place while there are no rows.

    `chosen` is emitted with the row that has come under the cursor, or None; `opened` with one on which Enter was
    pressed, `pressed_on` with one that was pressed once, and `change_pressed` when the row under the cursor is to be
    changed.
    """

    chosen = Signal(object)
    opened = Signal(object)
    pressed_on = Signal(object)
    change_pressed = Signal()

    def __init__(
        self,
        record: RecordType,
        speaker: Speaker,
        empty: EmptyState,
        buttons: Sequence[QPushButton] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("guise", "card")
        self._record, self._speaker, self._buttons = record, speaker, buttons
        self._rows: Sequence[Row] = ()
        self._order: list[bytes] = []
        self._columns: frozenset[str] = frozenset(
            field.name for field in record.columns if field not in record.title_fields
        )
        self._is_telling, self._warmed = True, 0
        self._offers: Sequence[Offer] = ()
        self._warming = QTimer(self)
        self._warming.setInterval(WARMING_MS)
        self._warming.timeout.connect(self._warm)
        self.arrangement = Arrangement()
        self.head = ListHead(self._read)
        self.model = RowsModel(speaker, self)
        self.view = RowsView(_(record.plural), self.model)
        self._stack, self._foot = FrontStack(), ListFoot(buttons)
        self._nothing = EmptyState(
            "search", _("Nothing in the list passes"), _("Take the words and filters away to see all."),
            quiet(_("Show all"), pressed=self.show_all),
        )  # fmt: skip
        for part in (self.view, empty, self._nothing):
            self._stack.addWidget(part)
        self._stack.setCurrentIndex(1)
        self._lay_out()
        self._connect()

    def count(self) -> int:
        """Return how many rows the record has, whatever is shown of them."""
        return len(self._rows)

    def row(self) -> Row | None:
        """Return the row under the cursor."""
        return self.view.row_here()

    def passing(self) -> tuple[list[Row], Speaker]:
        """Return the rows that are shown, in their order, those of closed groups too, and who speaks of them."""
        found = find_passing(self._rows, self.arrangement, self._speaker)
        return [*put_in_order(found, self.arrangement, self._speaker, self._order)], self._speaker

    def show_rows(self, rows: Sequence[Row], speaker: Speaker) -> None:
        """Show these rows in the words of a speaker; those that were in sight keep their places."""
        self._rows, self._speaker = rows, speaker
        self._offers = speaker.chips(rows)
        self._warmed = 0
        self._warming.start()
        self._arrange()

    def begin(self, arrangement: Arrangement) -> None:
        """Choose how a case is shown at first: no words, no filters, its own groups."""
        self.arrangement = arrangement
        self.head.write_search()
        self._order = []

    def arrange(self, arrangement: Arrangement) -> None:
        """Show the rows as the officer has chosen."""
        before, self.arrangement = self.arrangement, arrangement
        if (before.sort, before.group, before.passing) != (arrangement.sort, arrangement.group, arrangement.passing):
            self._order = []
        self._arrange()

    def show_drafts(self, drafts: Collection[bytes]) -> None:
        """Mark these rows, and no others, with a pencil."""
        self._speaker.drafts = drafts
        self.view.viewport().update()

    def show_authors(self, authors: Mapping[bytes, Author]) -> None:
        """Say who made the rows; where words are sought, the rows that have them now are shown."""
        self._speaker.know(authors)
        self._warmed = 0
        self._warming.start()
        if self.arrangement.words:
            self._arrange()
        self.view.viewport().update()

    def choose(self, row: bytes) -> bool:
        """Put the cursor on a row, showing all rows if it would not be among them; tell whether it is there."""
        if not any(one.id == row for one in self._rows):
            return False
        if self.model.place_of(row) is None:
            self.show_all()
        at = self.model.place_of(row)
        if at is None:
            return False
        self.view.go_to(at)
        return True

    def show_all(self) -> None:
        """Take words and filters away, and open all groups."""
        self.head.write_search()
        self.arrange(replace(self.arrangement, words="", passing=frozenset(), closed=frozenset()))

    def add_button(self, button: QPushButton) -> None:
        """Put another button at the foot."""
        self._foot.add(button)

    def step(self, by: int) -> bool:
        """Go to the next row, or the one before for -1; tell whether there was one."""
        return self.view.step(by)

    def focus_list(self) -> None:
        """Move the focus to the rows, to the line of search where none passes, or to what adds the first one."""
        first = next((button for button in self._buttons if not button.isHidden()), self.head.search)
        shown = self.view if self.model.lines else self.head.search
        (shown if self._rows else first).setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show columns or two lines, as wide as the list has become."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        here, chosen = self.view.line_here(), self.arrangement
        found = find_passing(self._rows, chosen, self._speaker)
        fresh = count_new(found, self._order) if self._order and not chosen.words else 0
        ordered = put_in_order(found, chosen, self._speaker, self._order)
        if not chosen.words:
            self._order = self._order if fresh else [row.id for row in ordered]
        self._show(group_lines(ordered, chosen, self._speaker), here)
        self.head.tell(chosen, self._speaker, self._offers, (len(self._rows), len(found), fresh))

    def _show(self, lines: Sequence[Line], here: Line | None) -> None:
        self._is_telling = False
        self.model.show(lines, self._speaker)
        self._fit_columns()
        self._stack.setCurrentIndex(0 if lines else 2 if self._rows else 1)
        at = self.model.place_of(here.id) if isinstance(here, Row) else None
        if at is None:
            at = next((number for number, line in enumerate(lines) if _is_same(line, here)), None)
        if at is not None:
            self.view.go_to(at)
        self._is_telling = True
        now = self.view.row_here()
        if now is not here:
            self.chosen.emit(now)

    def _take_fresh(self) -> None:
        self._order = []
        self._arrange()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _warm(self) -> None:
        """Work out some more of the words by which rows are found, so that the first letter typed need not wait."""
        until = min(self._warmed + WARMED_AT_ONCE, len(self._rows))
        for row in self._rows[self._warmed : until]:
            self._speaker.sought(row)
        self._warmed = until
        if until == len(self._rows):
            self._warming.stop()

    def _read(self) -> tuple[Sequence[Row], Speaker, Arrangement, Collection[str] | None]:
        return self._rows, self._speaker, self.arrangement, self._columns if self._is_wide() else None

    def _is_wide(self) -> bool:
        return self.view.width() >= current().pixels(WIDE_FROM) and bool(self._record.columns)

    def _fit(self) -> None:
        is_wide = self._is_wide()
        if is_wide != self.view.delegate.is_low:
            self.view.show_columns(is_wide=is_wide)
            self._show_columns()
        else:
            self._fit_columns()

    def _show_columns(self) -> None:
        shown = [field for field in self._record.columns if field.name in self._columns]
        here = self.view.row_here()
        self.model.show_columns(shown if self._is_wide() else [])
        at = self.model.place_of(here.id) if here is not None else None
        self._is_telling = False
        if at is not None:
            self.view.go_to(at)
        self._is_telling = True
        self._fit_columns()

    def _fit_columns(self) -> None:
        if self.view.delegate.is_low:
            fit_columns(self.view)

    def _toggle_column(self, name: str) -> None:
        self._columns ^= {name}
        self._show_columns()

    def _sort_by(self, at: int) -> None:
        """Sort by the column whose heading was pressed, the other way round at the second press."""
        name = self.model.column_name(at)
        if name in dict(self._speaker.sorts()):
            self.arrange(self.arrangement.turned(name))
            is_back = self.arrangement.sort.startswith("-")
            order = Qt.SortOrder.DescendingOrder if is_back else Qt.SortOrder.AscendingOrder
            self.view.horizontalHeader().setSortIndicatorShown(True)
            self.view.horizontalHeader().setSortIndicator(at, order)

    def _told(self, index: QModelIndex) -> None:
        if self._is_telling and index.isValid():
            self.chosen.emit(self.view.row_here())

    def _pass(self, key: str) -> None:
        self.arrange(replace(self.arrangement, passing=frozenset(filter(None, (key,)))))

    def _connect(self) -> None:
        view = self.view
        view.selectionModel().currentRowChanged.connect(lambda index, _before: self._told(index))
        view.horizontalHeader().setSectionsClickable(True)
        view.horizontalHeader().sectionClicked.connect(self._sort_by)
        view.opened.connect(self.opened)
        view.pressed_on.connect(self.pressed_on)
        view.change_pressed.connect(self.change_pressed)
        view.toggled.connect(lambda key: self.arrange(self.arrangement.toggled(key)))
        view.viewport().installEventFilter(self)
        head = self.head
        head.search.asked.connect(lambda words: self.arrange(replace(self.arrangement, words=words)))
        head.search.left_downwards.connect(self.focus_list)
        head.chips.chosen.connect(self._pass)
        head.menu.chosen.connect(self.arrange)
        head.menu.column_toggled.connect(self._toggle_column)
        head.fresh_pressed.connect(self._take_fresh)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(6)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot)


def _is_same(line: Line, here: Line | None) -> bool:
    """Tell whether the cursor may stand on a line: that of its group where it stood on a heading, else any row."""
    if isinstance(here, Group):
        return isinstance(line, Group) and line.key == here.key
    return isinstance(line, Row)
