"""Makes the words on a page, one function for each rank from title to small print.

This is THE ONE PLACE where a label is made, and `tests/test_house_plain.py` holds it: a label here never guesses
whether its words are markup, and invisible characters in them are shown as marks, because names and notes are typed by
people who may mean harm. Each function sets the guise of its rank and whether long words wrap.
"""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from tipdesk.domain.characters import visible
from tipdesk.ui.theme import current

PLAIN_TEXT = 0
"""`Qt.TextFormat.PlainText`, without touching `Qt` (see `theme`); the tests hold the two together."""


class PlainLabel(QLabel):
    """A label that shows its words as they stand and never as markup; without words it can hold an icon."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(visible(text), parent)
        self.setProperty("textFormat", PLAIN_TEXT)

    def setText(self, text: str) -> None:
        """Show other words, with marks in place of invisible characters."""
        super().setText(visible(text))


class Caption(PlainLabel):
    """The name of a field: the key in its words leads to the editor and answers nothing.

    Qt would press the button that it leads to, and so choose the first answer of a row.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._editor: QWidget | None = None

    def lead_to(self, editor: QWidget, face: QWidget) -> None:
        """Lead to an editor, whose first face is what a screen reader takes this for the name of."""
        self._editor = editor
        self.setBuddy(face)

    def event(self, event: QEvent) -> bool:
        """Go to the editor when the key was pressed."""
        if event.type() is QEvent.Type.Shortcut and self._editor is not None:
            self._editor.setFocus()
            return True
        return super().event(event)


def title(text: str = "") -> QLabel:
    """Return a label for the name of a page."""
    return _made(text, "title")


def heading(text: str = "") -> QLabel:
    """Return a label for the name of a part of a page."""
    return _made(text, "heading")


def strong(text: str = "") -> QLabel:
    """Return a label for a line that carries weight."""
    return _made(text, "strong", is_wrapped=True)


def body(text: str = "") -> QLabel:
    """Return a label for ordinary text."""
    return _made(text, "body", is_wrapped=True)


def muted(text: str = "") -> QLabel:
    """Return a label for text that may be skipped."""
    return _made(text, "muted", is_wrapped=True)


def small(text: str = "") -> QLabel:
    """Return a label for help texts and small print."""
    return _made(text, "small", is_wrapped=True)


def figures(text: str = "") -> QLabel:
    """Return a label for a reference, date or number, with digits of equal width, which can be selected and copied."""
    label = _made(text, "figures")
    label.setFont(current().font(has_figures=True))
    from PySide6.QtCore import Qt  # see `theme`: not at import

    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def digits(text: str = "") -> QLabel:
    """Return a label for a reference or fingerprint that is read out aloud: large figures that can be selected."""
    label = figures(text)
    label.setProperty("guise", "digits")
    return label


def number(text: str = "") -> QLabel:
    """Return a label for a telephone number that somebody will ring: larger figures that can be selected."""
    label = figures(text)
    label.setProperty("guise", "number")
    return label


def caption(text: str) -> Caption:
    """Return a label for the name of a field; "&" stands before its access key."""
    label = Caption(text)
    label.setProperty("guise", "label")
    label.setWordWrap(True)
    return label


def rule() -> QFrame:
    """Return a thin line that separates parts of a page."""
    line = QFrame()
    line.setProperty("guise", "rule")
    return line


def _made(text: str, guise: str, *, is_wrapped: bool = False) -> QLabel:
    label = PlainLabel(text)
    label.setProperty("guise", guise)
    label.setWordWrap(is_wrapped)
    return label
