"""One code of a list, found by typing any part of its label.

Promises: a code that the list no longer offers is still shown; a wheel over it changes nothing. Leaves to others: the
list and its language (`choices_of`), missing answers (`FieldFrame`).
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from tipdesk.domain.characters import visible
from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.ui.plain import set_name
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.editor import CodedEditor

TYPED_FROM = 8
_WRONG = _("Choose one of the answers in the list.")


class CodeCombo(CodedEditor):
    """A drop-down list; with eight answers or more one can type into it."""

    def __init__(self, choices: Sequence[Choice], example: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QComboBox()
        self.box.addItem("", None)
        for choice in choices:
            self.box.addItem(visible(choice.label), choice.code)
        self.box.installEventFilter(self)
        self.box.setMinimumContentsLength(8)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        if len(choices) >= TYPED_FROM:
            self._let_type(example)
        self._hold([self.box])
        self.box.activated.connect(lambda _index: self.changed.emit())

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offer other answers; the one that is chosen stays, and nothing is said of it."""
        chosen = self.box.currentData()
        self.box.clear()
        self.box.addItem("", None)
        for choice in choices:
            self.box.addItem(visible(choice.label), choice.code)
        self.set_value(chosen)

    def value(self) -> object:
        """Return the code, None when empty. UserError `bad-choice` when the words typed are in no list."""
        text = self.box.currentText().strip()
        index = self.box.currentIndex()
        if not self.box.isEditable() or (index >= 0 and self.box.itemText(index) == text):
            return self.box.itemData(index)
        if not text:
            return None
        index = self.box.findText(text, Qt.MatchFlag.MatchFixedString)
        if index < 0:
            raise UserError("bad-choice", _WRONG)
        return self.box.itemData(index)

    def set_value(self, value: object) -> None:
        """Show a code, even one that is not offered."""
        index = self.box.findData(value) if value is not None else 0
        if index < 0:
            self.box.addItem(visible(str(value)), value)
            index = self.box.count() - 1
        self.box.setCurrentIndex(index)
        if self.box.isEditable():
            self.box.setEditText(self.box.itemText(index))

    def set_name(self, name: str) -> None:
        """Name the box and the line inside it."""
        super().set_name(name)
        line = self.box.lineEdit()
        if line is not None:
            set_name(line, name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A page that is scrolled must not change an answer on the way."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _let_type(self, example: str) -> None:
        line = QLineEdit()
        self.box.setLineEdit(line)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line.setPlaceholderText(example)
        completer = QCompleter(self.box.model(), self.box)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.box.setCompleter(completer)
        line.returnPressed.connect(lambda: self._take_first(completer))
        line.textEdited.connect(lambda _text: self.changed.emit())

    def _take_first(self, completer: QCompleter) -> None:
        """Enter after a few letters takes the first answer that has them."""
        text = self.box.currentText().strip()
        if not text or self.box.findText(text, Qt.MatchFlag.MatchFixedString) >= 0:
            return
        completer.setCompletionPrefix(text)
        index = self.box.findText(completer.currentCompletion())
        if completer.completionCount() and index > 0:
            self.box.setCurrentIndex(index)
            self.box.activated.emit(index)
