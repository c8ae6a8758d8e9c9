"""A dialog to choose people: a sentence that says what follows, and a list with a tick for each person.

Nobody is ticked beforehand, because choosing people here usually opens something to them. Space ticks, Enter confirms,
Escape leaves everything as it is. The dialog itself does nothing with the choice.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from tipdesk.domain.characters import visible
from tipdesk.ui.plain import set_name, set_title
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import body, heading, muted

LEAST_WIDTH = 460


class PeopleDialog(QDialog):
    """A dialog over `people`, a (key, words) pair for each; `needed` demands that at least one is ticked.

    `chosen` carries the list of the keys that were ticked, once the officer confirmed.
    """

    chosen = Signal(object)

    def __init__(
        self,
        title: str,
        advice: str,
        confirm: str,
        people: Sequence[tuple[bytes, str]],
        *,
        needed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_title(self, title)
        set_name(self, title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(LEAST_WIDTH)
        self._needed = needed
        self.list = _ticked(people)
        self.confirm = primary(confirm, pressed=self._confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(heading(title))
        column.addWidget(body(advice))
        if people:
            column.addWidget(self.list, 1)
        else:
            column.addWidget(muted(_("This PC knows no other officer with keys yet.")))
        row = QWidget()
        flow = Flow(row)
        flow.addWidget(self.confirm)
        flow.addWidget(plain(_("Cancel"), pressed=self.reject))
        column.addWidget(row)
        self.list.itemChanged.connect(self._judge)
        self._judge()
        (self.list if people else self.confirm).setFocus()

    def tick(self, key: bytes) -> None:
        """Tick the person with this key."""
        for item in self._items():
            if item.data(Qt.ItemDataRole.UserRole) == key:
                item.setCheckState(Qt.CheckState.Checked)

    def keys(self) -> list[bytes]:
        """Return the keys of the people who are ticked."""
        ticked = (item for item in self._items() if item.checkState() is Qt.CheckState.Checked)
        return [bytes(item.data(Qt.ItemDataRole.UserRole)) for item in ticked]

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(place) for place in range(self.list.count())]

    def _judge(self) -> None:
        self.confirm.setEnabled(bool(self.keys()) or not self._needed)

    def _confirm(self) -> None:
        keys = self.keys()
        self.accept()
        self.chosen.emit(keys)


def _ticked(people: Sequence[tuple[bytes, str]]) -> QListWidget:
    made = QListWidget()
    made.setAccessibleName(_("People"))
    for key, words in people:
        item = QListWidgetItem(visible(words))
        item.setData(Qt.ItemDataRole.UserRole, key)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
        made.addItem(item)
    return made
