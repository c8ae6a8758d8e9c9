"""The question who is who: the person of another case, what was found, on what it rests, and why in words.

Where the other person is known already, as from a hint or a search, nobody has to be sought.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from tipdesk.domain.characters import visible
from tipdesk.services.case.find_words import Found
from tipdesk.services.same_person.link_person import LINK, SAME
from tipdesk.ui.editors.editor_of import editor_of
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.buttons import primary
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.labels import small
from tipdesk.ui.widgets.long_text import LongText
from tipdesk.ui.widgets.search_box import SearchBox
from tipdesk.ui.wording import Wording

LIST_HEIGHT, LEAST_WIDTH = 88, 720
"""The room of three people who were found, and of the dialog, in which the questions below them are in sight whole."""
RESULT, BASIS, WORDS = "result", "basis", "words"


class PersonSeeker(QFrame):
    """A search for a person of another case; `asked` carries the words and whether the search is finished."""

    asked = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.box, self.list = SearchBox(_("Find the person: name, code, paper or telephone")), QListWidget()
        self.list.setAccessibleName(_("People of other cases"))
        self.list.setFixedHeight(current().pixels(LIST_HEIGHT))
        self._found: Sequence[Found] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.box)
        column.addWidget(
            small(_("While you type, people stand by their codes. Enter searches by name, and is audited."))
        )
        column.addWidget(self.list, 1)
        self.box.asked.connect(lambda words: self.asked.emit(words, False))
        self.box.returnPressed.connect(lambda: self.asked.emit(self.box.text().strip(), True))
        self.box.left_downwards.connect(self._go_down)

    def show_found(self, found: Sequence[Found]) -> None:
        """Show who was found; a case that may not be read stands by its reference, and nobody in it is chosen."""
        self._found = found
        self.list.clear()
        for one in found:
            parts = (
                one.reference,
                one.label or _("Not open to you: ask {post}").format(post=one.post or "?"),
                one.title,
            )
            item = QListWidgetItem(visible("  ·  ".join(part for part in parts if part)))
            if one.row is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)

    def chosen(self) -> tuple[bytes, bytes] | None:
        """Return case and person of the line that is chosen, or of the only one there is."""
        at = self.list.currentRow()
        known = [one for one in self._found if one.row is not None]
        one = self._found[at] if 0 <= at < len(self._found) else known[0] if len(known) == 1 else None
        return (one.case, one.row) if one is not None and one.row is not None else None

    def _go_down(self) -> None:
        if self.list.count():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.list.setCurrentRow(max(self.list.currentRow(), 0))


class LinkDialog(AskDialog):
    """The dialog; `seeker` is None where the other person is known. `other` returns case and person, or None."""

    def __init__(self, wording: Wording, parent: QWidget, known: tuple[bytes, bytes] | None = None) -> None:
        self.seeker = PersonSeeker() if known is None else None
        self.other: Callable[[], tuple[bytes, bytes] | None] = self.seeker.chosen if self.seeker else lambda: known
        declared = [LINK.by_name[name] for name in (RESULT, BASIS, WORDS)]
        editors = (*(editor_of(one, wording) for one in declared[:-1]), LongText(2, "", grows=False))
        fields = [
            FieldFrame(one.name, _(one.label), editor, can_be_missing=False)
            for one, editor in zip(declared, editors, strict=True)
        ]
        fields[0].set_value(SAME)
        super().__init__(
            _("The same person in another case"),
            _("Nothing is joined by it: each case keeps its rows. It can be taken back."),
            fields,
            primary(_("Link"), icon="check"),
            parent,
        )
        self.setMinimumWidth(current().pixels(LEAST_WIDTH))
        if self.seeker is not None:
            self.column.insertWidget(self.column.indexOf(fields[0]), self.seeker)
            QWidget.setTabOrder(self.seeker.box, self.seeker.list)
            QWidget.setTabOrder(self.seeker.list, fields[0].editor.faces[0])
            self.seeker.box.setFocus()
            width = max(self.width(), self.minimumWidth())
            self.resize(width, self.column.totalHeightForWidth(width))  # Qt's own is at most two thirds of the screen
