"""The tools beside the line that finds cases: filters kept by name, which columns stand in the list, and its order."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from tipdesk.domain.rules.case_filter import CaseFilter
from tipdesk.services.lists.find_cases import LATEST, Sort
from tipdesk.ui.cases.columns import COLUMNS, KEPT, places_of
from tipdesk.ui.plain import button_text
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.choice_menu import ChoiceMenu, MenuChoice

GREATEST_FIRST = ("updated", "child", "people", "conflicts")
"""The columns of which the latest, or the most, is what people look for."""


class ListTools(QFrame):
    """The tools in a row.

    `filter_taken` carries a filter that was kept, `keep_pressed` is emitted when the one in use is to be kept, and
    `forgotten` carries the name of one to forget. `columns_chosen` carries the names of the columns to show, and
    `sorted_by` a `Sort`.
    """

    filter_taken = Signal(object)
    keep_pressed = Signal()
    forgotten = Signal(str)
    columns_chosen = Signal(object)
    sorted_by = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.kept = plain(_("My filters"), icon="filter")
        self._kept_menu = QMenu(self.kept)
        self.kept.setMenu(self._kept_menu)
        self.columns = ChoiceMenu(_("Columns"), guise="button")
        self.columns.chosen.connect(self._choose_columns)
        self.order = ChoiceMenu(_("Sort"), guise="button", is_single=True)
        self.order.chosen.connect(self._choose_order)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.kept, self.columns, self.order):
            row.addWidget(button)
        self.show_kept({})
        self.show_sort(LATEST)

    def show_kept(self, filters: Mapping[str, CaseFilter]) -> None:
        """Offer these filters by their names."""
        self._kept_menu.clear()
        for name, asked in filters.items():
            self._kept_menu.addAction(button_text(name), partial(self.filter_taken.emit, asked))
        if not filters:
            self._kept_menu.addAction(_("No filter has been kept yet")).setEnabled(False)
        self._kept_menu.addSeparator()
        self._kept_menu.addAction(_("Keep this filter…"), self.keep_pressed.emit)
        if filters:
            forget = self._kept_menu.addMenu(_("Forget"))
            for name in filters:
                forget.addAction(button_text(name), partial(self.forgotten.emit, name))

    def kept_names(self) -> list[str]:
        """Return the lines of the menu of kept filters, for tests."""
        return [action.text() for action in self._kept_menu.actions() if action.text()]

    def show_columns(self, names: Sequence[str]) -> None:
        """Tick the columns that are chosen; those that always stand there are not offered."""
        chosen = places_of(names)
        offered = [(at, column) for at, column in enumerate(COLUMNS) if at not in KEPT]
        choices = [MenuChoice(column.name, _(column.heading)) for _at, column in offered]
        self.columns.show_choices(choices, frozenset(column.name for at, column in offered if at in chosen))

    def show_sort(self, sort: Sort) -> None:
        """Tick the column by which the list is sorted."""
        choices = [
            MenuChoice(Sort(column.sort, is_down), _order(column.heading, is_down=is_down))
            for column in COLUMNS
            for is_down in ((True, False) if column.sort in GREATEST_FIRST else (False, True))
        ]
        self.order.show_choices(choices, frozenset({sort}))

    def _choose_columns(self, ticked: frozenset[object]) -> None:
        self.columns_chosen.emit([column.name for column in COLUMNS if column.name in ticked])

    def _choose_order(self, ticked: frozenset[object]) -> None:
        self.sorted_by.emit(next(iter(ticked), LATEST))


def _order(heading: str, *, is_down: bool) -> str:
    arrow = "↓" if is_down else "↑"
    return f"{_(heading)}  {arrow}"
