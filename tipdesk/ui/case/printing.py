"""Printing a case file: first it asks where to, then makes the document, then says where it lies.

The name offered is the neutral reference, and no folder and no name is remembered (`Choosing`). The service that makes
the document writes the look into the audit. The seat is handed both deeds, making it and writing the file.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tipdesk.domain.errors import TipdeskError, UserError
from tipdesk.domain.reference import parse_reference
from tipdesk.domain.texts import _ as mark
from tipdesk.services.desk import Desk
from tipdesk.services.documents.printer import Told
from tipdesk.ui.choosing import Choosing
from tipdesk.ui.lanes import Ears, Job, Watch
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.progress_card import ProgressCard

Choose = Callable[[str], Path | None]


Make = Callable[[Desk, Told], bytes]
"""Makes a document on the link lane: it hears how far that is, and a stop is raised out of it."""


class Saying(NamedTuple):
    """What is said of one kind of document: while another is on its way, when it is saved, and when it was stopped.

    `saved` has the places {name} and {folder}.
    """

    busy: str
    saved: str
    stopped: str


def saying_of_papers() -> Saying:
    """Return what is said of the papers of registers: lists, rows, sessions and certificates."""
    return Saying(
        _("The paper before this one is still being printed."),
        _("Paper saved: {name} in {folder}"),
        _("Stopped. No paper was printed."),
    )


class Printing(QObject):
    """Prints case files, and makes other documents about a case, on the link lane, one at a time.

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
        make = self._seat.print_case
        if make is None:
            return
        saying = Saying(
            _("The case file before this one is still being printed."),
            _("Case file saved: {name} in {folder}"),
            _("Stopped. No case file was printed."),
        )
        path = self.ask(f"{neutral(reference)}.pdf", saying)
        if path is not None:
            self.write(path, lambda desk, told: make(desk, case, identity=identity, told=told), saying)

    def ask(self, name: str, saying: Saying) -> Path | None:
        """Ask where to write a document; None where another is on its way, or the officer cancels."""
        if self._job is not None:
            self._seat.say(saying.busy)
            return None
        return self._choose(name) if self._seat.write_file is not None else None

    def write(self, path: Path, make: Make, saying: Saying) -> None:
        """Make a document, write it, and say where it lies."""
        write = self._seat.write_file
        if write is None:
            return

        def run(desk: Desk, *, watch: Watch) -> Path:
            write(path, make(desk, watch.tell))
            return path

        self._progress.start()
        ears = Ears(
            partial(self._printed, saying), self.refuse, partial(self._stopped, saying), self._progress.tell,
            owner=self,
        )  # fmt: skip
        self._job = self._seat.lanes.link(run, ears=ears)

    def _printed(self, saying: Saying, path: Path) -> None:
        self._end()
        self._seat.say(saying.saved.format(name=path.name, folder=path.parent.name))

    def refuse(self, problem: TipdeskError) -> None:
        """Say why a document was refused, and let another one be made."""
        self._end()
        self._failed(problem)

    def _stopped(self, saying: Saying) -> None:
        self._end()
        self._seat.say(saying.stopped)

    def _end(self) -> None:
        self._job = None
        self._progress.finish()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()


def neutral(reference: str) -> str:
    """Return the reference, or the word "case" for one that no program of ours made: it becomes the name of a file."""
    try:
        return parse_reference(reference)
    except UserError:
        return _("case")


_KINDS = {".pdf": mark("PDF document (*.pdf)"), ".png": mark("Picture (*.png)")}


def ask_where(parent: QWidget, choosing: Choosing) -> Choose:
    """Return a function that asks the officer for a file to save to."""

    def choose(name: str) -> Path | None:
        kind = Path(name).suffix
        title = _("Save document") if kind == ".pdf" else _("Save picture")
        return choosing.target(parent, title, name, _(_KINDS[kind]))

    return choose
