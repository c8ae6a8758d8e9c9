"""Words on a page by rank. Promises: the guise of each rank, wrapping; plain text. Leaves to others: the words.

THE ONE PLACE where a label is made: none guesses whether its words are markup, and what is hidden in them is shown as a
mark. `tests/test_house_plain.py` holds it.
"""

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from tipdesk.domain.characters import visible
from tipdesk.ui.theme import current

PLAIN_TEXT = 0
"""`Qt.TextFormat.PlainText`, without touching `Qt` (see `theme`); the tests hold the two together."""


class PlainLabel(QLabel):
    """Words as they stand: what people typed is never markup. Without words, a place for an icon."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(visible(text), parent)
        self.setProperty("textFormat", PLAIN_TEXT)

    def setText(self, text: str) -> None:
        """Show other words."""
        super().setText(visible(text))


def title(text: str = "") -> QLabel:
    """The name of a page."""
    return _made(text, "title")


def heading(text: str = "") -> QLabel:
    """The name of a part of a page."""
    return _made(text, "heading")


def strong(text: str = "") -> QLabel:
    """A line that carries weight."""
    return _made(text, "strong", is_wrapped=True)


def body(text: str = "") -> QLabel:
    """Ordinary text."""
    return _made(text, "body", is_wrapped=True)


def muted(text: str = "") -> QLabel:
    """What may be skipped."""
    return _made(text, "muted", is_wrapped=True)


def small(text: str = "") -> QLabel:
    """Help and small print."""
    return _made(text, "small", is_wrapped=True)


def figures(text: str = "") -> QLabel:
    """A reference, date or number with digits of equal width; can be selected and copied."""
    label = _made(text, "figures")
    label.setFont(current().font(has_figures=True))
    from PySide6.QtCore import Qt  # see `theme`: not at import

    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def digits(text: str = "") -> QLabel:
    """A reference or fingerprint to be read out: large figures that can be selected."""
    label = figures(text)
    label.setProperty("guise", "digits")
    return label


def number(text: str = "") -> QLabel:
    """A telephone number to be rung: larger figures that can be selected."""
    label = figures(text)
    label.setProperty("guise", "number")
    return label


def caption(text: str) -> QLabel:
    """The name of a field; "&" before its access key."""
    return _made(text, "label", is_wrapped=True)


def rule() -> QFrame:
    """A thin line between parts."""
    line = QFrame()
    line.setProperty("guise", "rule")
    return line


def _made(text: str, guise: str, *, is_wrapped: bool = False) -> QLabel:
    label = PlainLabel(text)
    label.setProperty("guise", guise)
    label.setWordWrap(is_wrapped)
    return label
