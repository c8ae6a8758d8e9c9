"""Printing a case file: where to, then the document, then where it lies.

Promises: the name offered is the neutral reference; no folder and no name is remembered (`Choosing`); the look is
audited by the service. Leaves to others: making the document (`Parts.print_case`) and writing the file.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tipdesk.domain.errors import TipdeskError, UserError
from tipdesk.domain.reference import parse_reference
from tipdesk.services.desk import Desk
from tipdesk.ui.choosing import Choosing
from tipdesk.ui.lanes import Ears
from tipdesk.ui.parts import Parts
from tipdesk.ui.translate import _

Choose = Callable[[str], Path | None]


class Printing(QObject):
    """Prints on the link lane. `choose` is given the name to offer and returns the file, None when cancelled."""

    def __init__(
        self, parts: Parts, choose: Choose, failed: Callable[[TipdeskError], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._parts, self._choose, self._failed = parts, choose, failed

    def print_case(self, case: bytes, reference: str, *, identity: bool) -> None:
        """Ask where to, print, and say where it lies. `identity`: with who the people are."""
        make, write = self._parts.print_case, self._parts.write_file
        path = self._choose(f"{_neutral(reference)}.pdf") if make is not None and write is not None else None
        if make is None or write is None or path is None:
            return

        def run(desk: Desk) -> Path:
            write(path, make(desk, case, identity=identity))
            return path

        self._parts.lanes.link(run, ears=Ears(self._printed, self._failed, owner=self))

    def _printed(self, path: Path) -> None:
        self._parts.say(_("Case file saved: {name} in {folder}").format(name=path.name, folder=path.parent.name))


def _neutral(reference: str) -> str:
    """Return the reference, or a word for one that another post's log made up: it becomes the name of a file."""
    try:
        return parse_reference(reference)
    except UserError:
        return _("case")


def ask_where(parent: QWidget, choosing: Choosing) -> Choose:
    """Return a question for a file."""
    return lambda name: choosing.target(parent, _("Save case file"), name, _("PDF document (*.pdf)"))
