"""A tick that says yes, or says nothing. Where "no" and "not asked" must differ, use `YesNoUnsure`."""

from PySide6.QtWidgets import QCheckBox, QWidget

from tipdesk.ui.widgets.editor import Editor


class FlagBox(Editor):
    """A check box with its own words, whose answer is True or False."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox(text)
        self._hold([self.box])
        self.box.clicked.connect(lambda _checked: self.changed.emit())

    def value(self) -> object:
        """Return True when the box is ticked, else False."""
        return self.box.isChecked()

    def set_value(self, value: object) -> None:
        """Tick the box, or take the tick away, without emitting `changed`."""
        self.box.setChecked(bool(value))
