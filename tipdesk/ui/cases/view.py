"""The list of cases on the screen: filters, a line to find with, the table, and what it may show of the chosen case.

The presenter asks and answers. Enter or a double click opens a case, and Down leads from the line to the table. The
pane with the chosen case stands beside the table, or under it where the window is narrow. The sentence at the foot says
by which rule the list stands, and how many it has.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QBoxLayout, QButtonGroup, QFrame, QVBoxLayout, QWidget

from tipdesk.domain.rules.case_filter import RECENT, CaseFilter, Tallies
from tipdesk.services.lists.find_cases import LATEST, Sort
from tipdesk.ui.cases.columns import COLUMNS, places_of
from tipdesk.ui.cases.detail import DetailPane
from tipdesk.ui.cases.filter_bar import FilterBar
from tipdesk.ui.cases.filter_words import BASES, FilterWords
from tipdesk.ui.cases.fitting import share_columns
from tipdesk.ui.cases.model import CasesModel
from tipdesk.ui.cases.places import EMPTY, empty_state, in_line
from tipdesk.ui.cases.steady import SteadyScroll
from tipdesk.ui.cases.tools import GREATEST_FIRST, ListTools
from tipdesk.ui.plain import button_text, set_name, set_tip
from tipdesk.ui.spoken import speak
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import chip, plain, primary, quiet
from tipdesk.ui.widgets.count_chip import CountChip
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.pill_delegate import PillDelegate
from tipdesk.ui.widgets.progress_card import ProgressCard
from tipdesk.ui.widgets.room import keep_room
from tipdesk.ui.widgets.search_box import SearchBox
from tipdesk.ui.widgets.shrinking_stack import ShrinkingStack
from tipdesk.ui.widgets.table_model import SubjectRole
from tipdesk.ui.widgets.tables import plain_table

CHIP = 170
WIDE_FROM = 1_060
"""From this width on the chosen case stands beside the list; below it, under the list."""
MOST_KEPT = 1_000
"""Up to so many chosen cases stay chosen when the list is read again."""


class CasesView(QFrame):
    """The screen with the list, over the `model` of its presenter.

    `filter_changed` carries the filter that was chosen, `asked` the words being typed, `entered` the words when Enter
    is pressed, `case_opened` the id of a case. `new_pressed`, `count_pressed` and `refresh_pressed` are emitted when
    these are asked for, and `chosen_changed` when other cases are chosen.
    """

    filter_changed = Signal(object)
    asked = Signal(str)
    entered = Signal(str)
    case_opened = Signal(bytes)
    new_pressed = Signal()
    count_pressed = Signal()
    sheets_pressed = Signal()
    refresh_pressed = Signal()
    chosen_changed = Signal()

    def __init__(self, model: CasesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.model = model
        self.search = SearchBox(_("Find a case: name, passport, telephone, reference, words…"))
        self.table = plain_table(_("Cases"))
        self.tools, self.filters, self.detail = ListTools(), FilterBar(), DetailPane()
        self.progress = ProgressCard(_("Changing cases"))
        self.problem = Banner("", "danger")
        self.rule = ElidedLabel("muted")
        self.sought = chip("", pressed=self._close_search)
        self.clear = quiet(_("Clear the filters"), icon="x", pressed=self._clear)
        self.more = quiet(_("Changed: show"), icon="refresh", pressed=self.refresh_pressed.emit)
        self.sheets = plain(_("Spreadsheets"), icon="file-text", pressed=self.sheets_pressed.emit)
        self.count = plain(_("Count…"), icon="chart-bar", pressed=self.count_pressed.emit)
        self.bases = {name: CountChip(_(text), partial(self._take_base, name)) for name, text in BASES.items()}
        self._chips = QButtonGroup(self)
        self._asked, self._sort, self._columns = CaseFilter(), LATEST, places_of(())
        self._stack, self._empty, self._is_entered = ShrinkingStack(), dict[str, int](), False
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for button in self.bases.values():
            self._chips.addButton(button)
        self._set_up_table()
        self._stack.addWidget(self.table)
        for name in EMPTY:
            self._empty[name] = self._stack.addWidget(empty_state(name, self.new_pressed.emit))
        self._lay_out()
        self._steady = SteadyScroll(self.table, model.is_ready)
        model.dataChanged.connect(self._steady.look)
        self.search.textChanged.connect(lambda text: self.asked.emit(text.strip()))  # the presenter never piles up
        self.search.returnPressed.connect(lambda: self.entered.emit(self.search.text().strip()))
        self.search.left_downwards.connect(self.enter_table)
        self.filters.changed.connect(self.filter_changed)
        self.detail.opened.connect(lambda: self._open(self.table.currentIndex()))
        self.detail.shut.connect(self.table.setFocus)
        current().changed.connect(self._fit)

    def enter_table(self) -> None:
        """Move the focus to the table, and to its first row if none is chosen.

        Until there are rows the line that finds has it, and they get it when they come unless something is typed there.
        """
        self._is_entered = not self.model.rowCount()
        if self._is_entered:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def enter_search(self) -> None:
        """Move the focus to the line that finds cases, where it stays."""
        self._is_entered = False
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_filter(self, asked: CaseFilter, tallies: Tallies, words: FilterWords, *, is_searching: bool) -> None:
        """Show the filter in use, and how many cases each choice has; none is in use while searching."""
        self._asked = asked
        self._chips.setExclusive(False)
        for name, button in self.bases.items():
            button.setChecked(name == asked.base and not is_searching)
            told = "base" in tallies and (name != RECENT or asked.base == RECENT)
            button.show_count(tallies["base"].get(name, 0) if told else None)
        self._chips.setExclusive(True)
        self.filters.show_filter(asked, tallies, words)
        self.filters.setEnabled(not is_searching)
        self.clear.setVisible(asked.is_narrowed and not is_searching)

    def show_sought(self, words: str) -> None:
        """Show the words for which the list was searched, as a chip that one press closes; "" hides it."""
        self.sought.setChecked(True)
        name = _("Close the search for {words}").format(words=words)
        room = current().pixels(CHIP) - current().pixels(50)
        shown = self.sought.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        self.sought.setText(button_text(shown))
        set_name(self.sought, name)
        set_tip(self.sought, name)
        self.sought.setVisible(bool(words))

    def show_sort(self, sort: Sort) -> None:
        """Show by which column the list is sorted."""
        self._sort = sort
        self.tools.show_sort(sort)
        self.model.show_sort([column.sort for column in COLUMNS].index(sort.column), is_down=sort.is_down)
        self._share_width()

    def show_columns(self, names: Sequence[str]) -> None:
        """Show these columns, the usual ones where none is named."""
        self._columns = places_of(names)
        self.tools.show_columns(names)
        self._share_width()

    def open_first(self) -> None:
        """Open the case that stands first."""
        self._open(self.model.index(0, 0))

    def show_rule(self, sentence: str, *, empty: str | None) -> None:
        """Say by which rule the list stands and how many cases it has.

        `empty` names the sentence of an empty list, and is None when there are cases.
        """
        self.rule.setText(sentence)
        self._stack.setCurrentIndex(0 if empty is None else self._empty[empty])
        if self._is_entered and self.search.hasFocus() and not self.search.text() and self.model.rowCount():
            self.enter_table()

    def show_problem(self, sentence: str) -> None:
        """Show why the list could not be read; "" hides the sentence."""
        self.problem.say(sentence, "danger")
        self.problem.setVisible(bool(sentence))
        speak(self.problem, sentence)

    def chosen(self) -> list[bytes]:
        """Return the ids of the cases that are chosen, in the order of the list."""
        parts = self.table.selectionModel().selection()
        rows = {row for at in range(parts.size()) for row in range(parts.at(at).top(), parts.at(at).bottom() + 1)}
        return [self.model.case_at(row) for row in sorted(rows)]

    def choose(self, cases: Sequence[bytes]) -> None:
        """Choose these cases as far as they are listed, with the cursor on the first, and open none of them."""
        rows = [row for row in (self.model.row_of(case) for case in cases[:MOST_KEPT]) if row >= 0]
        if not rows:
            return
        chosen = QItemSelection()
        for row in rows:
            chosen.select(self.model.index(row, 0), self.model.index(row, len(COLUMNS) - 1))
        chooser = self.table.selectionModel()
        chooser.setCurrentIndex(self.model.index(rows[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        chooser.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.table.scrollTo(self.model.index(rows[0], 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the case under the cursor on Enter, and lead from the first row up to the line that finds.

        When the table is resized, the title gets the rest of the width.
        """
        if watched is self.table.viewport():
            if event.type() == QEvent.Type.Resize:
                self._share_width()
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open(self.table.currentIndex())
                return True
            is_up = event.key() == Qt.Key.Key_Up and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if is_up and self.table.currentIndex().row() <= 0:
                self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the chosen case beside the list, or under it where there is less room."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= current().pixels(WIDE_FROM)
        self._body.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
        self.detail.lie(is_strip=not is_wide)

    def _take_base(self, name: str) -> None:
        self.bases[name].setChecked(True)  # pressed again, it stays
        self.filter_changed.emit(replace(self._asked, base=name))

    def _clear(self) -> None:
        self.filter_changed.emit(CaseFilter(self._asked.base))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_search(self) -> None:
        self.search.clear()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.case_opened.emit(index.data(SubjectRole))

    def _set_up_table(self) -> None:
        table = self.table
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setModel(self.model)
        table.setItemDelegate(PillDelegate(table))
        table.doubleClicked.connect(self._open)
        table.selectionModel().selectionChanged.connect(lambda _now, _before: self.chosen_changed.emit())
        self.model.modelReset.connect(self._share_width)
        self.model.modelReset.connect(self.chosen_changed)
        self.model.dataChanged.connect(self._share_width)
        header = table.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort_by)
        for watched in (table, table.viewport()):
            watched.installEventFilter(self)
        self._fit()

    def _sort_by(self, column: int) -> None:
        name = COLUMNS[column].sort
        is_down = not self._sort.is_down if self._sort.column == name else name in GREATEST_FIRST
        self.tools.sorted_by.emit(Sort(name, is_down))

    def _fit(self) -> None:
        theme = current()
        self.sought.setFixedWidth(theme.pixels(CHIP))
        self.table.verticalHeader().setDefaultSectionSize(theme.pixels(36))
        self._share_width()

    def _share_width(self) -> None:
        share_columns(self.table, self.model, self._columns)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        bases = QWidget()
        flow = Flow(bases)
        for button in self.bases.values():
            flow.addWidget(button)
        new = primary(_("New case"), icon="plus", pressed=self.new_pressed.emit)
        column.addLayout(in_line((bases, 1), (self.count, 0), (self.sheets, 0), (new, 0)))
        column.addLayout(in_line((self.search, 1), (self.tools, 0)))
        column.addWidget(self.filters)
        listed = QVBoxLayout()
        listed.setSpacing(8)
        listed.addWidget(self._stack, 1)
        listed.addWidget(self.problem)  # from below: the table gets shorter, no row moves
        listed.addWidget(self.progress)
        self._body.setSpacing(10)
        self._body.addLayout(listed, 1)
        self._body.addWidget(self.detail)
        column.addLayout(self._body, 1)
        column.addLayout(in_line((self.rule, 1), (self.more, 0), (self.clear, 0), (self.sought, 0)))
        for offered in (self.more, self.clear, self.sought):
            keep_room(offered)
            offered.hide()
        current().dress(self.sought, "x", "muted", 14)
        self.problem.hide()
