"""An editor for one code of a list, found by typing any part of its label.

A code that the list no longer offers is still shown, because an old answer must stay readable. An officer who types
enough that only one answer fits, and goes on, has given that answer. The answers that appear while one types are drawn
by `Suggestions`; missing answers (unknown, refused …) belong to the `FieldFrame` around the editor.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from tipdesk.domain.characters import visible
from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.ui.plain import set_name, set_tip
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.drop_down import DropDown
from tipdesk.ui.widgets.editor import CodedEditor
from tipdesk.ui.widgets.suggestions import Suggestions

TYPED_FROM = 8
_WRONG = _("Choose one of the answers in the list.")


class CodeCombo(CodedEditor):
    """A drop-down list of codes; one can type into it where it has `TYPED_FROM` answers or more."""

    def __init__(self, choices: Sequence[Choice], example: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.suggestions: Suggestions | None = None
        self.box = DropDown()
        self.box.addItem("", None)
        for choice in choices:
            self.box.addItem(visible(choice.label), choice.code)
        self.box.setMinimumContentsLength(8)
        if len(choices) >= TYPED_FROM:
            self._let_type(example)
        self._hold([self.box])
        self.box.activated.connect(lambda _index: self.changed.emit())

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offer other answers. The chosen one stays chosen, and `changed` is not emitted.

        Where they are the same as before, what is half typed stays as well.
        """
        told = [(visible(one.label), one.code) for one in choices]
        if told == [(self.box.itemText(at), self.box.itemData(at)) for at in range(1, self.box.count())]:
            return
        chosen = self.box.currentData()
        self.box.clear()
        self.box.addItem("", None)
        for label, code in told:
            self.box.addItem(label, code)
        CodeCombo.set_value(self, chosen)  # a code, whatever the values of an editor of its kind are

    def add_choice(self, choice: Choice) -> None:
        """Offer one answer more, after the others; what is chosen or half typed stays as it is."""
        self.box.addItem(visible(choice.label), choice.code)

    def value(self) -> object:
        """Return the chosen code, or None when the box is empty.

        Raises UserError `bad-choice` when the words typed are not the label of any answer in the list.
        """
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
        """Show a code; one that the list does not offer is added to the box so that it can be seen."""
        index = self.box.findData(value) if value is not None else 0
        if index < 0:
            self.box.addItem(visible(str(value)), value)
            index = self.box.count() - 1
        self.box.setCurrentIndex(index)
        line = self.box.lineEdit()
        if line is not None:
            line.setText(self.box.itemText(index))
            line.setCursorPosition(0)  # what does not fit is cut at its end

    def typed(self) -> str:
        """Return the words that stand in the line."""
        return self.box.currentText() if self.box.isEditable() else ""

    def retype(self, typed: str) -> None:
        """Show again words that are no answer yet."""
        if self.box.isEditable():
            self.box.setEditText(typed)

    def set_name(self, name: str) -> None:
        """Give the box, and the line inside it where there is one, the field's name for screen readers."""
        super().set_name(name)
        line = self.box.lineEdit()
        if line is not None:
            set_name(line, name)

    def _let_type(self, example: str) -> None:
        line = QLineEdit()
        self.box.setLineEdit(line)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line.setPlaceholderText(example)
        set_tip(line, example)
        self.box.setCompleter(QCompleter(self.box))  # without answers: what Qt makes itself opens a window
        self.suggestions = Suggestions(line, self._labels, self._take, is_free=False)
        line.returnPressed.connect(self._take_first)
        line.textEdited.connect(lambda _text: self.changed.emit())

    def _labels(self) -> list[str]:
        return [self.box.itemText(index) for index in range(1, self.box.count())]

    def _take(self, label: str) -> None:
        index = self.box.findText(label, Qt.MatchFlag.MatchFixedString | Qt.MatchFlag.MatchCaseSensitive)
        self.box.setCurrentIndex(index)
        self.box.activated.emit(index)

    def _take_first(self) -> None:
        """Take the first answer that holds the letters typed, when Enter is pressed and they are not a whole answer."""
        text = self.box.currentText().strip()
        first = self.suggestions.first() if self.suggestions is not None else None
        if first is not None and self.box.findText(text, Qt.MatchFlag.MatchFixedString) < 0:
            self._take(first)
