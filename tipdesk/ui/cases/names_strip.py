"""The strip at the foot of an open case while names are hidden: one press shows those of this case where it is read.

The press is written into the audit as the look that it is, before a name is shown. It holds until the case is left;
lists keep showing tags and codes.
"""

from PySide6.QtWidgets import QWidget

from tipdesk.domain.rules.access import Level
from tipdesk.services.case.open_case import Workspace
from tipdesk.services.lists.tags_only import note_names_shown
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain


class NamesStrip(Banner):
    """The strip of one page of cases."""

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(_("Tags only: names of this case are hidden at this screen."), "info", parent)
        self._seat = seat
        self._workspace: Workspace | None = None
        self.show_names = plain(_("Show names"), icon="eye", pressed=self._show_names)
        self.add_button(self.show_names)
        seat.names_switch.turned.connect(self._fit)
        self._fit()

    def show_case(self, workspace: Workspace | None) -> None:
        """Stand under this case; None where no case is in front, which hides its names again."""
        case = workspace.view.id if workspace is not None else None
        before = self._workspace.view.id if self._workspace is not None else None
        self._workspace = workspace
        if case != before:
            self._seat.names_switch.show_case(None)
        self._fit()

    def _fit(self) -> None:
        workspace, switch = self._workspace, self._seat.names_switch
        has_names = workspace is not None and workspace.view.level >= Level.IDENTITY
        self.setVisible(workspace is not None and has_names and switch.hides_in(workspace.view.id))

    def _show_names(self) -> None:
        workspace = self._workspace
        if workspace is None:
            return
        case = workspace.view.id

        def shown(_nothing: object) -> None:
            self._seat.names_switch.show_case(case)

        self._seat.lanes.write(note_names_shown, case, then=shown, owner=self)
