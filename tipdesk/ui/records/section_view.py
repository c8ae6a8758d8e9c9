"""One section of a row: its answers to read, and the form in their place while the officer changes them.

The heading says in words how the section stands: complete, how much has not been asked, a draft that is kept. What is
in dispute stands with all its values, and is settled where it stands.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.kinds import Kind
from tipdesk.domain.rows import Row
from tipdesk.ui.editors.apart import answers_apart
from tipdesk.ui.plain import set_name
from tipdesk.ui.records.fact_rows import FactRows
from tipdesk.ui.records.facts import section_facts
from tipdesk.ui.records.section_form import SectionForm
from tipdesk.ui.records.sections import open_names
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.facts import Fact
from tipdesk.ui.widgets.labels import PlainLabel, heading, strong
from tipdesk.ui.widgets.room import take_away
from tipdesk.ui.wording import Wording

COMPLETE, MISSING, DISPUTED, DRAFT, EMPTY = "complete", "missing", "disputed", "draft", "empty"
NONE: frozenset[str] = frozenset()
SIGNS = {
    COMPLETE: ("circle-check", "ok"),
    MISSING: ("alert-triangle", "warn"),
    DISPUTED: ("alert-triangle", "danger"),
    DRAFT: ("pencil", "accent"),
    EMPTY: ("minus", "muted"),
}
"""The icon and the colour of each state of a section."""


class SectionView(QFrame):
    """A section of one row.

    `change_pressed` is emitted with this section when it is to be changed, `kept` with the row, the name of a field and
    a dot when one of several values is chosen, and `show_pressed` when a hidden answer is asked for, which it can be
    while `can_show` is true. `is_small` is for a row below the heading of its thing, and `opens` for one that is
    changed in a pane of its own, to which its button leads.
    """

    change_pressed = Signal(object)
    kept = Signal(object, str, object)
    show_pressed = Signal()

    def __init__(
        self,
        title: str,
        fields: Sequence[Kind],
        *,
        is_small: bool = False,
        opens: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("guise", "section")
        self.fields, self.state = tuple(fields), EMPTY
        self.row: Row | None = None
        self.can_show = True
        self.form: SectionForm | None = None
        self._title = strong(title) if is_small else heading(title)
        self._title.setWordWrap(False)
        self._sign, self._told = PlainLabel(), ElidedLabel("muted")
        self._opens = opens
        self.change = quiet(_("Open") if opens else _("Change"), pressed=lambda: self.change_pressed.emit(self))
        self.change.setProperty("guise", "foot-link")
        self.facts = FactRows()
        self.facts.show_pressed.connect(self.show_pressed)
        self._reading = QFrame()
        self._reading.setProperty("guise", "plain")
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        for part in (self._title, self._sign):
            self.head.addWidget(part)
        self.head.addWidget(self._told, 1)
        self.head.addWidget(self.change)
        inner = QVBoxLayout(self._reading)
        inner.setContentsMargins(13, 10, 13, 10)
        inner.setSpacing(8)
        inner.addLayout(self.head)
        inner.addWidget(self.facts)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._reading)

    @property
    def title(self) -> str:
        """The words of the heading."""
        return self._title.text()

    def show_row(
        self, row: Row, wording: Wording, title: str = "", *, can_write: bool, drafted: frozenset[str] = NONE
    ) -> None:
        """Show what a row says in this section.

        `can_write` tells whether the officer may change the row at all, and `drafted` are the fields of the row of
        which something is typed and not saved.
        """
        self.row = row
        if title:
            self._title.setText(title)
        facts, unanswered = section_facts(row, self.fields, wording)
        if unanswered and row.id:
            facts = [*facts, Fact(_("Not answered yet"), ", ".join(unanswered), name="")]
        if not self.can_show:
            facts = [fact._replace(has_key=False) for fact in facts]
        self.facts.show_facts(facts, partial(self._dispute, wording) if can_write else None)
        names = [field.name for field in self.fields if field.is_asked]
        self.change.setVisible(self._opens or (can_write and bool(open_names(row, names))))
        words = _("Open {section}") if self._opens else _("Change {section}")
        set_name(self.change, words.format(section=self.title))
        self._tell(row, names, len(unanswered), has_draft=not drafted.isdisjoint(names))

    def open_form(self, form: SectionForm) -> None:
        """Show a form in place of the answers."""
        self.form = form
        self._reading.hide()
        self._column.addWidget(form)

    def close_form(self) -> None:
        """Show the answers again in place of the form."""
        form, self.form = self.form, None
        if form is not None:
            take_away(self._column, form)
        self._reading.show()

    def words(self) -> str:
        """Return how the section stands."""
        return self._told.text()

    def _tell(self, row: Row, names: Sequence[str], unanswered: int, *, has_draft: bool) -> None:
        disputed = sum(name in row.siblings for name in names)
        if has_draft:
            self.state, words = DRAFT, _("A draft is kept")
        elif disputed:
            self.state = DISPUTED
            words = plural("{count} answer to settle", "{count} answers to settle", disputed)
        elif unanswered == len(names) and names:
            self.state, words = EMPTY, _("Nothing has been answered here yet.")
        elif unanswered:
            self.state, words = MISSING, plural("{count} not answered", "{count} not answered", unanswered)
        else:
            self.state, words = COMPLETE, _("Complete")
        icon, colour = SIGNS[self.state]
        current().dress(self._sign, icon, colour, 16)
        self._told.setText(words)

    def _dispute(self, wording: Wording, name: str) -> QWidget | None:
        row = self.row
        if row is None or name not in row.siblings:
            return None
        return answers_apart(row, name, wording, partial(self.kept.emit, row, name))
