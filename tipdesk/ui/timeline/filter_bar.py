"""What of a timeline is shown: whose events, of which kinds and pages, with which words, and how wide.

Each choice says how many events it has. The bar has two lines from the start; what does not fit stands in menus.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.services.case.timeline_filter import Asked, Counts, Grouping
from tipdesk.ui.plain import button_text, set_name, set_tip
from tipdesk.ui.theme import current
from tipdesk.ui.timeline.chip_row import ChipRow
from tipdesk.ui.timeline.zoom_row import ZoomRow
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.drop_down import DropDown
from tipdesk.ui.widgets.search_box import SearchBox

DISPUTED = "disputed"
"""The key of the chip for what is in dispute; no page is called so."""
_GROUPINGS = ((mark("By page"), Grouping.PAGE), (mark("By person"), Grouping.PERSON))
_MOST_TYPED = 120
_EDGE, _GAP = 10, 8


class FilterBar(QFrame):
    """The bar above the chart.

    `asked` carries what the officer wants to see, `table_asked` whether it is wanted as a table, and `copy_asked` a
    kind of copy ("pdf" or "png") and whether it is to tell names.
    """

    asked = Signal(object)
    table_asked = Signal(bool)
    copy_asked = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._asked = Asked()
        self._pages: dict[str, str] = {}
        self.people, self.grouping = DropDown(), DropDown()
        set_name(self.people, _("Whose events"))
        set_name(self.grouping, _("What a line of the timeline is"))
        for words, grouping in _GROUPINGS:
            self.grouping.addItem(_(words), grouping.value)
        self.people.setMinimumContentsLength(12)
        self.grouping.setMinimumContentsLength(8)
        self.words = SearchBox(_("Find in the timeline"))
        self.words.setMaxLength(_MOST_TYPED)
        self.kinds = plain(_("Kinds"), icon="filter")
        self.kinds.setMenu(QMenu(self.kinds))
        self.table = plain(_("Table"), icon="list-check")
        self.table.setCheckable(True)
        self.copies = plain(_("Print"), icon="printer")
        current().changed.connect(self._fit)
        self.with_names = self._fill_copies()
        self.chips, self.zoom = ChipRow(), ZoomRow()
        self._lay_out()
        self.people.activated.connect(self._person_chosen)
        self.grouping.activated.connect(self._grouping_chosen)
        self.words.asked.connect(lambda words: self._ask(replace(self._asked, words=words)))
        self.table.toggled.connect(self.table_asked)
        self.chips.switched.connect(self._switched)

    def begin(self) -> None:
        """Ask for everything, because another case has come."""
        self._asked = Asked(grouping=self._asked.grouping)
        self.words.blockSignals(True)
        self.words.clear()
        self.words.blockSignals(False)
        self.table.setChecked(False)

    def come_back(self, asked: Asked, *, is_table: bool) -> None:
        """Show what was asked for of this case before; who is handed it narrows the events."""
        self._asked = asked
        self.words.blockSignals(True)
        self.words.setText(asked.words)
        self.words.blockSignals(False)
        self.grouping.setCurrentIndex(self.grouping.findData(asked.grouping.value))
        self.table.setChecked(is_table)

    def show_everything(self) -> None:
        """Take back whatever narrows the timeline, and ask for all of it."""
        self.begin()
        self._ask(self._asked)

    def now_asked(self) -> Asked:
        """Return what is asked for."""
        return self._asked

    def show_choices(
        self, counts: Counts, pages: Mapping[str, str], people: Sequence[tuple[bytes, str]], kinds: Mapping[str, str]
    ) -> None:
        """Show what can be chosen, each with its count: pages and kinds by name, people by id."""
        self._pages = dict(pages)
        self.chips.show_chips([
            *((name, f"{label}  {counts.pages.get(name, 0)}", name not in self._asked.without_pages)
              for name, label in pages.items()),
            (DISPUTED, f"{_('Only in dispute')}  {counts.disputed}", self._asked.only_disputed),
        ])  # fmt: skip
        self._show_people(counts, people)
        self._show_kinds(counts, kinds)

    def offer_names(self, *, is_offered: bool) -> None:
        """Let copies with names be asked for, or not."""
        for action in self.with_names:
            action.setEnabled(is_offered)

    def _show_people(self, counts: Counts, people: Sequence[tuple[bytes, str]]) -> None:
        self.people.clear()
        self.people.addItem(f"{_('Everybody')}  {counts.everybody}", None)
        for person, name in people:
            self.people.addItem(f"{name}  {counts.people.get(person, 0)}", person.hex())
        chosen = self._asked.person.hex() if self._asked.person is not None else None
        self.people.setCurrentIndex(max(self.people.findData(chosen), 0))

    def _show_kinds(self, counts: Counts, kinds: Mapping[str, str]) -> None:
        menu = self.kinds.menu()
        menu.clear()
        for name, label in kinds.items():
            action = menu.addAction(button_text(f"{label}  {counts.kinds.get(name, 0)}"))
            action.setCheckable(True)
            action.setChecked(name not in self._asked.without_kinds)
            action.toggled.connect(partial(self._kind_toggled, name))

    def _kind_toggled(self, name: str, is_on: bool) -> None:  # noqa: FBT001 - what the signal carries
        without = self._asked.without_kinds - {name} if is_on else self._asked.without_kinds | {name}
        self._ask(replace(self._asked, without_kinds=without))

    def _person_chosen(self, _index: int) -> None:
        chosen = self.people.currentData()
        self._ask(replace(self._asked, person=bytes.fromhex(chosen) if isinstance(chosen, str) else None))

    def _grouping_chosen(self, _index: int) -> None:
        self._ask(replace(self._asked, grouping=Grouping(self.grouping.currentData())))

    def _switched(self, key: str) -> None:
        is_on = self.chips.is_on(key)
        if key == DISPUTED:
            self._ask(replace(self._asked, only_disputed=is_on))
            return
        without = self._asked.without_pages - {key} if is_on else self._asked.without_pages | {key}
        self._ask(replace(self._asked, without_pages=without))

    def _ask(self, asked: Asked) -> None:
        self._asked = asked
        self.asked.emit(asked)

    def _fill_copies(self) -> list[QAction]:
        menu = QMenu(self.copies)
        for kind, words in (("pdf", _("PDF without names")), ("png", _("Picture without names"))):
            menu.addAction(words, partial(self.copy_asked.emit, kind, False))
        named = [
            menu.addAction(words, partial(self.copy_asked.emit, kind, True))
            for kind, words in (("pdf", _("PDF with names")), ("png", _("Picture with names")))
        ]
        self.copies.setMenu(menu)
        return named

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for line in (first, second):
            line.setSpacing(_GAP)
        first.addWidget(self.people, 2)
        first.addWidget(self.words, 3)
        self._buttons = {one: one.text() for one in (self.kinds, self.table, self.copies)}
        for button, words in self._buttons.items():
            set_name(button, words)
            set_tip(button, words)
        first.addWidget(self.grouping, 1)
        for button in self._buttons:
            first.addWidget(button)
        second.addWidget(self.chips, 1)
        second.addWidget(self.zoom)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, 8, _EDGE, 6)
        column.setSpacing(6)
        column.addLayout(first)
        column.addLayout(second)
        self.words.setMinimumWidth(current().pixels(96))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the buttons by their icons alone where their words do not fit; tooltip and name say the words."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.contentsRect().width() - 2 * _EDGE
        for button, words in self._buttons.items():
            button.setText(words)
        parts = [self.people, self.grouping, self.words, *self._buttons]
        wanted = sum(max(part.minimumSizeHint().width(), part.minimumWidth()) + _GAP for part in parts)
        if wanted > room:
            for button in self._buttons:
                button.setText("")
