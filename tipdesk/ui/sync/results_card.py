"""A card of results, line by line in words: what the last sync did, or what headquarters could not apply yet."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from tipdesk.ui.translate import _
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.labels import muted
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.widgets.sign_line import SignLine

COLOURS = {"alert-triangle": "danger", "circle-check": "ok", "upload": "accent", "download": "accent"}


class ResultsCard(Card):
    """Lines with icons, or the muted sentence `nothing` while there are none."""

    def __init__(self, name: str, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._nothing, self._lines = muted(nothing), Lines()
        self.add(self._nothing)
        self.add(self._lines)
        self.column.addStretch(1)

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show these results, each an icon's name and a sentence."""
        self._lines.fill(SignLine(icon, text, COLOURS.get(icon, "muted")) for icon, text in lines)
        self._nothing.setVisible(not lines)
        self._lines.setVisible(bool(lines))

    def add_note(self, text: str) -> None:
        """Put a sentence under the lines."""
        self.add(muted(text))


def last_sync_card() -> ResultsCard:
    """Return the card for what the last sync did."""
    return ResultsCard(_("Last sync"), _("Nothing has been sent or received since the program was unlocked."))
