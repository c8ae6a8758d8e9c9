"""A dialog to choose people: a sentence that says what follows, and a list with a tick for each person.

Nobody is ticked beforehand, because choosing people here usually opens something to them. Space ticks, Enter confirms,
Escape leaves everything as it is. The dialog itself does nothing with the choice.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from tipdesk.domain.characters import visible
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.labels import body, muted
from tipdesk.ui.widgets.titled_dialog import TitledDialog

LEAST_WIDTH = 460


class PeopleDialog(TitledDialog):
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
        super().__init__(title, title, LEAST_WIDTH, parent)
        self._needed = needed
        self.list = _ticked(people)
        self.confirm = primary(confirm, pressed=self._confirm)
        self.column.addWidget(body(advice))
        if people:
            self.column.addWidget(self.list, 1)
        else:
            self.column.addWidget(muted(_("This PC knows no other officer with keys yet.")))
        self.add_buttons(self.confirm, plain(_("Cancel"), pressed=self.reject))
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
