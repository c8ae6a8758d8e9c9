"""What stands between the officer and saving, at the top of the page, each a link to its field.

Promises: takes the focus when shown, the same words as beside the field. Leaves to others: finding what is wrong.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from tipdesk.ui.plain import button_text, set_description, set_name, set_tip
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.labels import heading


class ErrorSummary(QFrame):
    """A red frame with links; hidden when nothing is wrong."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "problems")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 10, 14, 10)
        self._column.setSpacing(2)
        self._head = heading()
        self._column.addWidget(self._head)
        self._links: list[QPushButton] = []
        self._listed: tuple[Sequence[FieldFrame], Sequence[str]] = ((), ())
        self.hide()

    def show_problems(self, fields: Sequence[FieldFrame], others: Sequence[str] = ()) -> bool:
        """List the fields that have a problem, and sentences that belong to none. Returns whether there was any."""
        self._listed = (fields, others)
        has_any = self._list()
        if has_any:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        return has_any

    def settle(self) -> None:
        """Take away what no longer stands beside its field. The focus stays where it is."""
        if not self.isHidden():
            self._list()

    def _list(self) -> bool:
        fields, others = self._listed
        for link in self._links:
            self._column.removeWidget(link)
            link.deleteLater()
        wrong = [field for field in fields if field.problem()]
        self._links = []
        told = [*((f"{f.name}: {f.problem()}", f) for f in wrong), *((text, None) for text in others)]
        for sentence, field in told:
            self._links.append(self._link(sentence, field))
        count = len(self._links)
        self._head.setText(plural("There is a problem", "There are {count} problems", count))
        set_name(self, self._head.text())
        set_description(self, ". ".join(sentence for sentence, _field in told))
        self.setVisible(count > 0)
        return count > 0

    def check(self, fields: Sequence[FieldFrame]) -> bool:
        """Let every field check itself and list what is wrong. Returns whether all can be read."""
        results = [field.check() for field in fields]
        self.show_problems(fields)
        return all(results)

    def _link(self, text: str, field: FieldFrame | None) -> QPushButton:
        link = QPushButton(button_text(text))
        link.setProperty("look", "link")
        link.setAutoDefault(False)
        set_tip(link, text)
        link.setSizePolicy(
            QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed
        )  # a long sentence never widens the page
        set_description(link, _("Go to the field") if field else "")
        if field is not None:
            link.clicked.connect(lambda _checked=False: field.editor.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self._column.addWidget(link)
        self.setTabOrder(self._links[-1] if self._links else self, link)
        return link
