"""What has been recorded of act, means and purpose over all episodes of a case, side by side.

The card has its three places from the start, and says where nothing is recorded; it decides nothing.
"""

from PySide6.QtWidgets import QGridLayout, QWidget

from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.open_case import Workspace
from tipdesk.ui.theme import dye
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.labels import body, small
from tipdesk.ui.wording import Wording

ELEMENTS = ("acts", "means", "purposes")
_EPISODE = BY_NAME["Episode"]


class ElementsCard(Card):
    """The card with the three elements, each with what was recorded under its name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Elements recorded"), parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(2)
        self._values = {name: body() for name in ELEMENTS}
        for column, (name, value) in enumerate(self._values.items()):
            value.setProperty("guise", "answer")
            grid.addWidget(small(_(_EPISODE.by_name[name].label)), 0, column)
            grid.addWidget(value, 1, column)
            grid.setColumnStretch(column, 1)
        self.column.addLayout(grid)

    def show_case(self, workspace: Workspace, wording: Wording) -> None:
        """Show what the episodes of a case tell, or that it is hidden from the officer."""
        for name, value in self._values.items():
            words, ink = _told(name, workspace, wording)
            value.setText(words)
            dye(value, "ink", ink)

    def texts(self) -> list[str]:
        """Return what is shown, each element with its name, for tests."""
        return [f"{_(_EPISODE.by_name[name].label)}: {value.text()}" for name, value in self._values.items()]


def _told(name: str, workspace: Workspace, wording: Wording) -> tuple[str, str]:
    episodes, field = workspace.view.of("Episode"), _EPISODE.by_name[name]
    values = dict.fromkeys(words for row in episodes if (words := wording.value(field, row[name])))
    hidden = [row for row in episodes if name in row.masked]
    if values:
        return "; ".join(values), ""
    if hidden:
        return _("Sealed: these people only") if name in hidden[0].sealed else _("Hidden"), "muted"
    return _("Nothing recorded"), "muted"
