"""The card of a file in the reading pane: its pages as pixels, or its signs, once somebody asks for them; and Export.

Nothing is shown by itself: each look at a file is written into the audit, and some of them nobody should meet unasked.
Everything has its place from the start, so that nothing moves when a page comes.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from tipdesk.domain.characters import visible
from tipdesk.services.files.previewer import Picture, PlainText
from tipdesk.services.files.view_file import Viewed
from tipdesk.ui.documents.sheet import LOWEST, USUAL, PageSheet
from tipdesk.ui.documents.words import page_words, viewing_words
from tipdesk.ui.plain import set_name
from tipdesk.ui.records.pane_body import Reading
from tipdesk.ui.theme import current, dye
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import icon_only, plain
from tipdesk.ui.widgets.labels import body, heading, small
from tipdesk.ui.wording import Wording

GAP, TWO_LINES, HIGHEST = 8, 34, 640


class PreviewCard(QFrame):
    """The card. `row_shown` carries what the pane reads; the other signals are called like what is pressed.

    `turned` and `zoomed` are those of the sheet, `resized` is emitted when a page has another width, and `left` when
    the card goes out of sight.
    """

    row_shown = Signal(object)
    show_pressed = Signal()
    stop_pressed = Signal()
    export_pressed = Signal()
    left = Signal()
    turned = Signal(int)
    zoomed = Signal(int)
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "section")
        set_name(self, _("The file"))
        self.sheet, self.text, self._where, self.inside = PageSheet(), QPlainTextEdit(), body(), small()
        self.instead = body()
        self.show_it = plain(_("Sho&w it"), icon="eye", pressed=self.show_pressed.emit)
        self.stop = plain(_("Stop"), icon="x", pressed=self.stop_pressed.emit)
        self.export = plain(_("E&xport…"), icon="upload", pressed=self.export_pressed.emit)
        self.before = icon_only(_("Page before"), "chevron-left", pressed=lambda: self.turned.emit(-1))
        self.after = icon_only(_("Next page"), "chevron-right", pressed=lambda: self.turned.emit(1))
        self.farther = icon_only(_("Farther"), "minus", pressed=lambda: self.zoomed.emit(-1))
        self.closer = icon_only(_("Closer"), "plus", pressed=lambda: self.zoomed.emit(1))
        self._stack = QStackedWidget()
        self._area: QScrollArea | None = None
        self._lay_out()
        for signal, lead in (
            (self.sheet.turned, self.turned), (self.sheet.zoomed, self.zoomed), (self.sheet.resized, self.resized)
        ):  # fmt: skip
            signal.connect(lead)

    @property
    def room(self) -> int:
        """How many pixels of the screen there are for the width of a page."""
        return self.sheet.room_in(self._stack.width())

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that the pane around it leaves for a page, from now on."""
        super().showEvent(event)
        area = self._area_around()
        if area is not None and area is not self._area:
            self._area = area
            area.viewport().installEventFilter(self)
            self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the height of the pane."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _area_around(self) -> QScrollArea | None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        return around

    def _fit(self) -> None:
        if self._area is not None:
            around = self.sizeHint().height() - self._stack.height() + 2 * GAP
            wanted = self._area.viewport().height() - around
            self._stack.setFixedHeight(min(max(current().pixels(LOWEST), wanted), current().pixels(HIGHEST)))

    def hideEvent(self, event: QHideEvent) -> None:
        """Say that nobody sees the file any more, because something else came to the front."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.left.emit()

    def show_row(self, reading: Reading, _wording: Wording) -> None:
        """Tell which row the pane reads now."""
        self.row_shown.emit(reading)

    def show_instead(self, sentence: str, *, can_show: bool) -> None:
        """Show a sentence in place of the file: what it is, that it is on its way, or why it is not shown."""
        self._clear(sentence, self.show_it if can_show else self.export)
        self.show_it.setEnabled(can_show)
        self.stop.setEnabled(False)

    def show_under_way(self, sentence: str) -> None:
        """Say that the file is on its way, which can be stopped: the focus waits there, and goes on to the page."""
        self.stop.setEnabled(True)
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self._clear(sentence, self.stop)
        self.show_it.setEnabled(False)

    def say_inside(self, words: str, *, is_warning: bool) -> None:
        """Say what the file tells of its making."""
        self.inside.setText(words)
        dye(self.inside, "ink", "warn" if is_warning else "")

    def show_page(self, shown: Picture | PlainText, page: int, looked: Viewed) -> None:
        """Show a page, counted from 0, of a file that is looked at."""
        viewing, words = looked.viewing, page_words(page, looked)
        wanted = self.sheet if isinstance(shown, Picture) else self.text
        takes_focus = self.window().focusWidget() in self._turning()
        if isinstance(shown, Picture):
            self.sheet.show_picture(shown)
        else:
            self.text.setPlainText(visible(shown.signs))
        set_name(wanted, words)
        self._where.setText(words)
        self._stack.setCurrentWidget(wanted)
        if takes_focus:
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)
            if self._area is not None:  # the smallest window has no room for more than the page
                self._area.ensureWidgetVisible(self._stack, 0, GAP)
        self._offer(wanted, is_picture=wanted is self.sheet, page=page, pages=viewing.pages)
        self.say_inside(viewing_words(viewing), is_warning=bool(viewing.inside) or not viewing.is_confined)

    def _turning(self) -> tuple[QWidget, ...]:
        """Return what stands in place of each other, where one gives the focus to the next."""
        return (self.show_it, self.stop, self.sheet, self.text)

    def _clear(self, sentence: str, focused: QWidget) -> None:
        """Keep nothing of what was shown; `focused` takes the focus from it."""
        had_focus = self.window().focusWidget() in self._turning()
        self.sheet.clear()
        self.text.clear()
        self.instead.setText(sentence)
        self._stack.setCurrentIndex(0)
        self._where.setText("")
        if had_focus:
            focused.setEnabled(True)
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
        self._offer(focused, is_picture=False, page=0, pages=0)

    def _offer(self, beside: QWidget, *, is_picture: bool, page: int, pages: int) -> None:
        """Let be pressed what does something; the focus goes `beside` from what does nothing any more."""
        for button, is_offered in (
            (self.before, page > 0),
            (self.after, page + 1 < pages),
            (self.closer, is_picture),
            (self.farther, is_picture),
        ):
            if not is_offered and self.window().focusWidget() is button:
                beside.setFocus(Qt.FocusReason.OtherFocusReason)
            button.setEnabled(is_offered)

    def _lay_out(self) -> None:
        instead = QWidget()
        within = QVBoxLayout(instead)
        within.setContentsMargins(0, 0, 0, 0)
        within.addWidget(self.instead)
        row = QHBoxLayout()
        row.addWidget(self.show_it)
        row.addWidget(self.stop)
        row.addStretch(1)
        within.addLayout(row)
        within.addStretch(1)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        for shown in (instead, self.sheet, self.text):
            self._stack.addWidget(shown)
        self._stack.setFixedHeight(current().pixels(USUAL))
        self.inside.setMinimumHeight(current().pixels(TWO_LINES))
        self.inside.setAlignment(Qt.AlignmentFlag.AlignTop)
        head, foot, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        head.setSpacing(GAP)
        head.addWidget(heading(_("The file")))
        head.addStretch(1)
        for part in (self._where, self.before, self.after, self.farther, self.closer):
            head.addWidget(part)
        foot.addWidget(self.export)
        foot.addStretch(1)
        column.setContentsMargins(13, 10, 13, 10)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self._stack)
        column.addWidget(self.inside)
        column.addLayout(foot)
