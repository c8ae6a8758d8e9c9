"""What the card "Who can open this" asks and does, for the case that is open.

Each deed is confirmed over a sentence that says what it cannot undo, and a refusal shows on the card. Who can open the
case comes with the workspace; `OpenersCard` shows it.
"""

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from tipdesk.domain.errors import TipdeskError
from tipdesk.services.case.holders import HolderLine, Holders, let_open, stop_opening
from tipdesk.services.case.open_case import Workspace
from tipdesk.services.case.restrict_case import restrict_case
from tipdesk.services.directory.find_people import Person, find_people
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.results import Changed
from tipdesk.services.sync.push.redact_unsent import redact_unsent
from tipdesk.ui.case.openers_card import OpenersCard
from tipdesk.ui.plain import make_box
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.people_dialog import PeopleDialog

KEY = "case-openers"


def words_of(person: Person) -> str:
    """Return a person as one line of a list of people, with the post where it is known."""
    return f"{person.name}   ·   {person.post}" if person.post else person.name


def _restrict(desk: LinkDesk, case: bytes, officers: Collection[bytes]) -> Changed:
    changed = restrict_case(desk, case, officers)
    redact_unsent(desk)
    return changed


class Opening(QObject):
    """Joins one card to the services that change who can open a case."""

    def __init__(self, seat: Seat, card: OpenersCard, parent: QObject) -> None:
        super().__init__(parent)
        self._seat, self._card = seat, card
        self._case: bytes | None = None
        self._found: Holders | None = None
        self.dialog: PeopleDialog | QMessageBox | None = None
        card.let_in_pressed.connect(partial(self._ask_people, self._choose_let_in))
        card.restrict_pressed.connect(partial(self._ask_people, self._choose_restrict))
        card.remove_pressed.connect(self._confirm_remove)

    def show(self, workspace: Workspace) -> None:
        """Show who can open the case that has come."""
        self._case, self._found = workspace.view.id, workspace.holders
        self._card.show_holders(workspace.holders)
        self._card.show_left_open(workspace.left_open)

    def close(self) -> None:
        """Forget the case, so that nothing of it stays on the card."""
        self._case = self._found = None
        self._card.show_nothing()

    def _ask_people(self, then: Callable[[list[Person]], object]) -> None:
        self._seat.lanes.read(find_people, then=then, key=f"{KEY}-people", owner=self)

    def _choose_let_in(self, people: list[Person]) -> None:
        inside = (
            {line.officer for line in self._found.lines if line.has_key and line.is_named} if self._found else set()
        )
        offered = [(one.officer, words_of(one)) for one in people if one.officer not in inside]
        advice = _("They can open what is sealed in this case, and see the case like one who has a task in it.")
        self._open(
            PeopleDialog(_("Let somebody in"), advice, _("&Let them in"), offered, needed=True),
            partial(self._do, let_open),
        )

    def _choose_restrict(self, people: list[Person]) -> None:
        advice = _(
            "Only you, the people you tick and headquarters' case unit open this case from now on; nobody else at the "
            "post, not the supervisor either. This cannot be taken back."
        )
        offered = [(one.officer, words_of(one)) for one in people]
        dialog = PeopleDialog(_("For these people only"), advice, _("&Seal it for them"), offered)
        self._open(dialog, partial(self._do, _restrict))

    def _open(self, dialog: PeopleDialog, then: Callable[[object], object]) -> None:
        dialog.setParent(self._card.window(), dialog.windowFlags())
        dialog.chosen.connect(then)
        self.dialog = dialog
        dialog.open()

    def _confirm_remove(self, line: HolderLine) -> None:
        told = _("What is sealed from now on does not open for {name}. What they have read or copied stays with them.")
        title = _("Remove {name}").format(name=line.name)
        box = make_box(title, told.format(name=line.name), self._card.window())
        remove = box.addButton(_("&Remove"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
        remove.clicked.connect(partial(self._remove, line))
        self.dialog = box
        box.open()

    def _remove(self, line: HolderLine, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's `clicked` passes it
        self._do(stop_opening, line.officer)

    def _do(self, verb: Callable[..., Changed], whom: object) -> None:
        if self._case is not None:
            self._seat.lanes.write(verb, self._case, whom, failed=self._fail, owner=self)

    def _fail(self, problem: TipdeskError) -> None:
        self._card.show_problem(problem.text(_))
        self._card.show()
