"""The people of a case: a list on the left, and what is recorded of the one chosen, with all that belongs to them.

Every record whose declared parent is a person has its card. What belongs to somebody who is not here any more stands
above the people. The presenter opens the editors.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from tipdesk.domain.characters import visible
from tipdesk.domain.pages import children_of
from tipdesk.domain.records import PLAIN_RECORDS
from tipdesk.domain.schema import RecordType
from tipdesk.services.case.open_case import LooseRow, Workspace
from tipdesk.ui.case.child_cards import ChildCards
from tipdesk.ui.case.facts import facts_of
from tipdesk.ui.case.rows_card import RowsCard
from tipdesk.ui.records.lines import line_of
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.facts import Facts
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.widgets.wrapped_delegate import WrappedDelegate
from tipdesk.ui.wording import Wording

PERSON = "Person"
LOOSE = 160


class PeopleTab(QFrame):
    """The list of people, and the details of one of them.

    `edit_asked` is emitted with a row, `add_asked` with the name of a record and what is known of its new row, and
    `lines_asked` with the id of the case whose line list is to be opened.
    """

    edit_asked = Signal(object)
    add_asked = Signal(str, object)
    lines_asked = Signal(object)

    def __init__(self, records: Sequence[RecordType] = PLAIN_RECORDS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._workspace: Workspace | None = None
        self._wording: Wording | None = None
        self._chosen: bytes | None = None
        self._people = QListWidget()
        self._people.setAccessibleName(_("People in this case"))
        self._people.setMinimumWidth(current().pixels(190))
        self._people.setMaximumWidth(current().pixels(280))
        self._people.setWordWrap(True)
        self._people.setItemDelegate(WrappedDelegate(self._people))
        self._people.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._people.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._person, self._facts = Card(_("Person")), Facts()
        self.children_of_person = ChildCards(children_of(PERSON, records))
        self.loose = RowsCard(_("Belongs to somebody no longer here"))
        self.loose.opened.connect(self.edit_asked)
        self._loose_room = scrolled(self.loose)  # however much there is, the people keep their room
        self._stack = QStackedWidget()
        self._lay_out()
        self._people.currentRowChanged.connect(self._choose)
        self._people.itemActivated.connect(lambda _item: self._edit())

    def count(self) -> int:
        """Return how many people are listed."""
        return self._people.count()

    def show_case(self, workspace: Workspace, wording: Wording) -> None:
        """Show the people of a case; the one who was chosen stays chosen."""
        self._workspace, self._wording = workspace, wording
        chosen = self._chosen
        self._people.blockSignals(True)
        self._people.clear()
        for view in workspace.people:
            roles = ", ".join(wording.label("case_role", role["role"]) for role in view.of("CaseRole"))
            item = QListWidgetItem(visible("\n".join(filter(None, (wording.title(view.person), roles)))))
            item.setIcon(current().icon("user", "danger" if view.person.in_conflict() else "muted"))
            self._people.addItem(item)
        ids = [view.person.id for view in workspace.people]
        self._people.setCurrentRow(ids.index(chosen) if chosen in ids else 0)
        self._people.blockSignals(False)
        self._stack.setCurrentIndex(0 if ids else 1)
        self.loose.show_rows([(one.row, _loose_line(one, wording)) for one in workspace.loose])
        self._loose_room.setVisible(bool(workspace.loose))
        self._choose(self._people.currentRow())

    def choose(self, person: bytes) -> None:
        """Show this person when the case is shown again."""
        self._chosen = person

    def _choose(self, at: int) -> None:
        if self._workspace is None or self._wording is None or not 0 <= at < len(self._workspace.people):
            return
        person = self._workspace.people[at].person
        self._chosen = person.id
        self._facts.show_facts(*facts_of(person, self._wording))
        self.children_of_person.show_of(person, self._workspace.view, self._wording)

    def _edit(self) -> None:
        at = self._people.currentRow()
        if self._workspace is not None and 0 <= at < len(self._workspace.people):
            self.edit_asked.emit(self._workspace.people[at].person)

    def _add_person(self) -> None:
        self.add_asked.emit(PERSON, {})

    def _ask_lines(self) -> None:
        if self._workspace is not None:
            self.lines_asked.emit(self._workspace.view.id)

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self._people, 1)
        side.addWidget(plain(_("Add person"), icon="plus", pressed=self._add_person))
        side.addWidget(plain(_("&Line list"), icon="users", pressed=self._ask_lines))
        details = QWidget()
        column = QVBoxLayout(details)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        edit = plain(_("Edit"), icon="pencil", pressed=self._edit)
        edit.setAccessibleName(_("Edit the person"))
        self._person.add_beside(edit)
        self._person.add(self._facts)
        column.addWidget(self._person)
        column.addWidget(self.children_of_person)
        column.addStretch(1)
        self.children_of_person.opened.connect(self.edit_asked)
        self.children_of_person.add_asked.connect(self.add_asked)
        known = QWidget()
        row = QHBoxLayout(known)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(side)
        row.addWidget(scrolled(details), 1)
        nobody = EmptyState(
            "users",
            _("Nobody has been recorded in this case"),
            _("Add each person under a neutral code; a name can come later, or never."),
            plain(_("Add person"), icon="plus", pressed=self._add_person),
        )
        self._stack.addWidget(known)
        self._stack.addWidget(nobody)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._loose_room.setMaximumHeight(current().pixels(LOOSE))
        whole.addWidget(self._loose_room)
        whole.addWidget(self._stack, 1)
        self._loose_room.hide()


def _loose_line(one: LooseRow, wording: Wording) -> str:
    """Return what a row says that belongs to nobody here, and whose it was, where that may be known."""
    told = line_of(one.row, wording, (one.row.record.parent,))
    if one.parent is None:
        return _("{row}   ·   of a record that is not here").format(row=told)
    return _("{row}   ·   of {whose}, in the trash").format(row=told, whose=wording.title(one.parent))
