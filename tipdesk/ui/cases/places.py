"""What stands on the page of cases besides the list: the sentences of an empty one, and widgets in a line."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.empty_state import EmptyState

EMPTY = {
    "mine": (mark("You have no cases"), mark("A case stands here when you are in charge of it or have a task in it.")),
    "open": (mark("There is no open case"), mark("“New case” begins one. It looks first whether it is here already.")),
    "closed": (mark("No case has been closed"), mark("A case is closed in its summary, with a reason.")),
    "all": (mark("There is no case on this PC"), mark("“New case” begins one, or it comes from headquarters.")),
    "recent": (mark("You have opened no case lately"), mark("A case stands here when you have opened it.")),
    "found": (mark("Nothing was found"), mark("Try fewer letters, another spelling, a telephone or passport number.")),
    "filtered": (mark("No case answers to all of these filters"), mark("“Clear the filters” shows the others again.")),
}
WITHOUT_NEW = ("closed", "recent", "filtered")


def empty_state(name: str, new_case: Callable[[], object]) -> EmptyState:
    """Return what stands in place of an empty list, with a way to begin a case where that helps."""
    sentence, advice = EMPTY[name]
    offer = None if name in WITHOUT_NEW else plain(_("New case"), icon="plus", pressed=new_case)
    return EmptyState("folders", _(sentence), _(advice), offer)


def in_line(*parts: tuple[QWidget, int]) -> QHBoxLayout:
    """Return a row of widgets, each with its share of what room is left over."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget, share in parts:
        row.addWidget(widget, share, Qt.AlignmentFlag(0) if share else Qt.AlignmentFlag.AlignTop)
    return row
