"""Let a count leave the screen: as text for the clipboard, or on paper. The audit has it before it leaves.

A count of the rows of one case passes the door of that case, as any paper about it does. A count of cases is of no case
in particular: its row of the audit says by which columns it was counted and how many there are, and no value.
"""

from collections.abc import Callable

from tipdesk.domain.rules.access import Action
from tipdesk.services.audit import note_look
from tipdesk.services.desk import Desk
from tipdesk.services.documents.count_paper import count_paper
from tipdesk.services.documents.counted import Counted
from tipdesk.services.documents.printer import Printer
from tipdesk.services.look import looking


def copy_count(desk: Desk, counted: Counted) -> str:
    """Return a count as text, once the audit has that it was copied; raises the UserErrors of `look`."""
    _note(desk, counted, Action.EXPORT)
    return counted.text()


def print_count(desk: Desk, printer: Printer, counted: Counted, translate: Callable[[str], str] = str) -> bytes:
    """Return a count as a document, once the audit has that it was printed; raises the UserErrors of `look`."""
    _note(desk, counted, Action.PRINT)
    return printer.print(count_paper(desk, counted, translate))


def _note(desk: Desk, counted: Counted, action: Action) -> None:
    reason = "count: " + ", ".join(counted.by)
    if counted.case is None:
        note_look(desk, action.value, reason=reason, count=counted.total)
        return
    with looking(desk, counted.case, action, reason=reason):
        pass
