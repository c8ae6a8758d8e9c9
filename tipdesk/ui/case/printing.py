"""Printing a case file: first it asks where to, then makes the document, then says where it lies.

The name offered is the neutral reference, and no folder and no name is remembered (`Choosing`). The service that makes
the document writes the look into the audit. The seat is handed both deeds, making it and writing the file.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tipdesk.domain.errors import TipdeskError, UserError
from tipdesk.domain.reference import parse_reference
from tipdesk.services.desk import Desk
from tipdesk.ui.choosing import Choosing
from tipdesk.ui.lanes import Ears, Job, Watch
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.progress_card import ProgressCard

Choose = Callable[[str], Path | None]


class Printing(QObject):
    """Prints case files on the link lane, one at a time.

    `choose` is given the name to offer and returns the file, or None when cancelled. `progress` shows how far a long
    one is, and stops it: then there is no file, and nothing was signed. `failed` is called with a refusal.
    """

    def __init__(
        self,
        seat: Seat,
        progress: ProgressCard,
        choose: Choose,
        failed: Callable[[TipdeskError], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._seat, self._progress, self._choose, self._failed = seat, progress, choose, failed
        self._job: Job | None = None
        progress.cancelled.connect(self._cancel)

    def print_case(self, case: bytes, reference: str, *, identity: bool) -> None:
        """Ask where to, print, and say where it lies; with `identity` it tells who the people are."""
        make, write = self._seat.print_case, self._seat.write_file
        if self._job is not None:
            self._seat.say(_("The case file before this one is still being printed."))
            return
        path = self._choose(f"{_neutral(reference)}.pdf") if make is not None and write is not None else None
        if make is None or write is None or path is None:
            return

        def run(desk: Desk, *, watch: Watch) -> Path:
            content = make(desk, case, identity=identity, told=watch.tell)
            write(path, content)
            return path

        self._progress.start()
        ears = Ears(self._printed, self._refused, self._stopped, self._progress.tell, owner=self)
        self._job = self._seat.lanes.link(run, ears=ears)

    def _printed(self, path: Path) -> None:
        self._end()
        self._seat.say(_("Case file saved: {name} in {folder}").format(name=path.name, folder=path.parent.name))

    def _refused(self, problem: TipdeskError) -> None:
        self._end()
        self._failed(problem)

    def _stopped(self) -> None:
        self._end()
        self._seat.say(_("Stopped. No case file was printed."))

    def _end(self) -> None:
        self._job = None
        self._progress.finish()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()


def _neutral(reference: str) -> str:
    """Return the reference, or the word "case" for one that no program of ours made: it becomes the name of a file."""
    try:
        return parse_reference(reference)
    except UserError:
        return _("case")


def ask_where(parent: QWidget, choosing: Choosing) -> Choose:
    """Return a function that asks the officer for a file to save to."""
    return lambda name: choosing.target(parent, _("Save case file"), name, _("PDF document (*.pdf)"))
