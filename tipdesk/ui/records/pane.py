"""The reading pane: one row by sections, what belongs to it, and the section that is being changed, where it stands.

The head never scrolls: what the row is, what must be seen of it at once, and the way to the rows before and after it.
Beside the sections stands their index where there is room, else *Go to* offers them. `RowWriting` sees to forms, drafts
and saving.
"""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tipdesk.domain.rules.closing import is_closed
from tipdesk.domain.schema import RecordType
from tipdesk.ui.plain import set_name
from tipdesk.ui.records.pane_body import PaneBody, Part, Reading
from tipdesk.ui.records.pane_head import PaneHead
from tipdesk.ui.records.section_form import SectionForm
from tipdesk.ui.records.section_index import SectionIndex
from tipdesk.ui.records.thing_view import ThingView
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.kept_focus import focus_kept
from tipdesk.ui.widgets.room import take_away
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.wording import Wording

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row

INDEX, INDEX_FROM, MARGIN = 206, 760, 8
"""The width of the index, the width of the pane from which it stands there, and what is left around an open section."""


class RecordPane(QFrame):
    """The pane of one record; `body` has its sections, and `head` what does not scroll.

    `step_pressed` carries -1 or 1 for the row before or after, and `back` is emitted when the officer goes back to the
    list. `form_turned` is emitted when a form was opened or closed.
    """

    step_pressed = Signal(int)
    back = Signal()
    form_turned = Signal()

    def __init__(self, record: RecordType, children: Sequence[RecordType] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "card")
        set_name(self, _("{record}, read by sections").format(record=_(record.label)))
        self.record = record
        self.row: Row | None = None
        self.head, self.body, self.index = PaneHead(), PaneBody(record, children), SectionIndex()
        self.form: SectionForm | None = None
        self._area = scrolled(self.body, is_low=True)
        self._stack, self._foot = QStackedWidget(), QVBoxLayout()
        self._empty = EmptyState(record.icon or "folder", _("Nothing is chosen"), _("Choose a row in the list."))
        self._lay_out()
        self._connect()

    def show_nothing(self) -> None:
        """Show that no row is chosen."""
        self.row = None
        self._stack.setCurrentIndex(1)

    def show_row(self, reading: Reading, wording: Wording) -> None:
        """Show a row; a section that is being changed stays open while it is the same row."""
        is_other = self.row is None or self.row.id != reading.row.id
        row = self.row = reading.row
        self._stack.setCurrentIndex(0)
        with focus_kept(self, self.focus_sections):
            self.head.show_row(reading, can_correct=is_closed(row) and "corrects" in row.record.by_name)
            self.body.show_row(reading, wording, is_other=is_other)
            self.show_index()
        if is_other:
            self._area.verticalScrollBar().setValue(0)
            self.index.mark(0)
            self._forget_focus()

    def open_new(self, form: SectionForm, title: str) -> None:
        """Show the form of a new row in place of everything else."""
        self.row = None
        self._stack.setCurrentIndex(0)
        self.head.show_new(title)
        self.body.open_new(form)
        self._open(form)
        self.show_index()

    def open_form(self, part: Part, form: SectionForm) -> None:
        """Open a section of the row for changing, or the form of a new row that will belong to it."""
        self.body.open_form(part, form)
        self._open(form)

    def close_forms(self) -> None:
        """Show everything for reading."""
        form, self.form = self.form, None
        self._let_turn(is_reading=True)
        if form is not None:
            take_away(self._foot, form.foot)
        self.body.close_forms()
        self.form_turned.emit()

    def go_to(self, widget: QWidget) -> None:
        """Scroll to a section."""
        self._area.verticalScrollBar().setValue(self._height_of(widget))

    def keep_in_sight(self, part: QWidget) -> None:
        """Scroll to a part whose section was closed, where its head is out of sight by then."""
        QTimer.singleShot(0, part, lambda: self._bring_back(part))

    def focus_sections(self) -> None:
        """Move the focus to the first button that changes something, or to the head."""
        (self.first_change() or self.head.first_button()).setFocus(Qt.FocusReason.OtherFocusReason)

    def first_change(self) -> QWidget | None:
        """Return the first button that changes something, or None where nothing may be changed."""
        return next((view.change for view in self.body.sections if view.change.isVisible()), None)

    def show_index(self) -> None:
        """Show which sections there are and how they stand, beside them or under *Go to*."""
        parts = self.body.parts()
        self.index.show_entries([(part.title, part.state, part.words()) for part in parts])
        has_room = self.width() >= current().pixels(INDEX_FROM)
        is_worth = len(parts) > 1
        self.index.setVisible(has_room and is_worth)
        self.head.show_sections([part.title for part in parts] if is_worth and not has_room else [])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape what is open, or lead to the list; save on Ctrl+Enter, also from Save and Cancel."""
        key = event.key()
        if self.form is not None and key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.form.keyPressEvent(event)  # the focus is at its foot
        elif key == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the index where there is room for it."""
        if event.type() == QEvent.Type.Resize:
            self._follow()
            self.show_index()
        return super().eventFilter(watched, event)

    def _open(self, form: SectionForm) -> None:
        self.form = form
        self._let_turn(is_reading=False)
        self._foot.addWidget(form.foot)
        form.show()
        form.foot.show()
        form.chain_foot()
        self.form_turned.emit()
        QTimer.singleShot(0, form, lambda: self._bring(form))

    def _let_turn(self, *, is_reading: bool) -> None:
        """Let PgUp and PgDn go from section to section, or leave them to the boxes in which somebody types."""
        for shortcut in self._turning:
            shortcut.setEnabled(is_reading)

    def _bring(self, form: SectionForm) -> None:
        """Scroll so that the open section is seen, or where it is longer its beginning.

        Where what has the focus were cut then, it stands at the top, with what is asked next below it.
        """
        if self.form is not form:
            return
        bar, room = self._area.verticalScrollBar(), self._area.viewport().height()
        top, height = self._height_of(form), form.height()
        if height + MARGIN >= room or top < bar.value():
            bar.setValue(top - MARGIN)
        elif top + height > bar.value() + room:
            bar.setValue(top + height + MARGIN - room)
        focused = form.focusWidget()
        if form.isAncestorOf(focused):
            first, last = self._height_of(focused), self._height_of(focused) + focused.height()
            if first < bar.value() or last > bar.value() + room:
                bar.setValue(first - MARGIN)

    def _forget_focus(self) -> None:
        """Let whoever comes to the pane begin at its first button, and not where the focus was in another row."""
        last: QWidget | None = self.focusWidget()
        if last is not None and not last.hasFocus():
            last.clearFocus()

    def _bring_back(self, part: QWidget) -> None:
        top, bar = self._height_of(part), self._area.verticalScrollBar()
        if self.form is None and not bar.value() <= top < bar.value() + self._area.viewport().height() - MARGIN:
            bar.setValue(top)

    def _follow(self) -> None:
        """Mark in the index the section that is in sight, once the sections have their places."""
        bar, layout = self._area.verticalScrollBar(), self.body.layout()
        if layout is not None:
            layout.activate()
        passed = [at for at, part in enumerate(self.body.parts()) if self._height_of(part) <= bar.value() + 4]
        if passed:
            self.index.mark(passed[-1])

    def _height_of(self, widget: QWidget) -> int:
        return widget.mapTo(self.body, QPoint(0, 0)).y()

    def _turn_to(self, at: int) -> None:
        parts = self.body.parts()
        if 0 <= at < len(parts):
            self.go_to(parts[at])
            self.index.mark(at)  # the last ones cannot come to the top

    def _change_at(self, at: int) -> None:
        """Open the section at a place for changing, or the first row of a thing, where that is offered."""
        part = self.body.parts()[at]
        view = next(iter(part.views()), None) if isinstance(part, ThingView) else part
        if view is not None and view.change.isVisible():
            view.change.click()
        elif isinstance(part, ThingView):
            part.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        head, bar = self.head, self._area.verticalScrollBar()
        head.back.clicked.connect(lambda _checked=False: self.back.emit())
        head.before.clicked.connect(lambda _checked=False: self.step_pressed.emit(-1))
        head.after.clicked.connect(lambda _checked=False: self.step_pressed.emit(1))
        head.section_chosen.connect(self._turn_to)
        self.index.chosen.connect(self._turn_to)
        self.index.change_pressed.connect(self._change_at)
        bar.valueChanged.connect(lambda _at: self._follow())
        bar.rangeChanged.connect(lambda _low, _high: self._follow())
        self.installEventFilter(self)
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            self._shortcut(keys).activated.connect(partial(self.step_pressed.emit, by))
        self._turning = [self._shortcut(keys) for keys in ("PgUp", "PgDown")]
        for shortcut, by in zip(self._turning, (-1, 1), strict=True):
            shortcut.activated.connect(partial(self.index.step, by))

    def _shortcut(self, keys: str) -> QShortcut:
        """Return a shortcut of the whole pane: a button would take arrows, and an area pages, for itself."""
        return QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        read = QWidget()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.index.setFixedWidth(current().pixels(INDEX))
        row.addWidget(self.index)
        beside = QVBoxLayout()
        beside.addWidget(self._area, 1)
        beside.addLayout(self._foot)
        row.addLayout(beside, 1)
        column = QVBoxLayout(read)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(row, 1)
        self._stack.addWidget(read)
        self._stack.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(self._stack)
        self._stack.setCurrentIndex(1)
