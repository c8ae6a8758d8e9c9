"""Leads from a dialog that asks why to the deed: what was answered becomes a verb on the write lane.

The dialog goes when the deed is done, and stays with what was typed when it is refused. The dialogs are made in
`questions`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tipdesk.services.results import Changed
from tipdesk.ui.widgets.ask_dialog import AskDialog

if TYPE_CHECKING:
    from tipdesk.services.desk import Desk
    from tipdesk.ui.lanes import Lanes

Deed = Callable[[dict[str, object]], tuple[Callable[..., Changed], tuple[object, ...]]]
"""What is done with the answers of a dialog: a verb, and what it is given after the desk."""


def ask_then_do(dialog: AskDialog, lanes: "Lanes[Desk]", deed: Deed, then: Callable[[], object]) -> None:
    """Show a dialog, do what its answers say, and call `then` when it is done."""

    def done(_changed: Changed) -> None:
        dialog.accept()
        then()

    def do(said: dict[str, object]) -> None:
        verb, arguments = deed(said)
        lanes.write(verb, *arguments, then=done, failed=dialog.refuse, owner=dialog)

    dialog.agreed.connect(do)
    dialog.open()
