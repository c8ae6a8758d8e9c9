"""What the list of cases asks and answers: ids of a filter, lines by the page, cases that hold the words typed.

The newest question wins. A change anywhere asks again, and at most one question is under way. Words that are being
typed are sought without showing who a person is; Enter makes it a search in earnest, which is audited. `CasesView` is
the screen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rules.caution import CLOSED
from tipdesk.services.case.find_case_ids import find_case_ids
from tipdesk.services.case.find_case_lines import CaseLine, find_case_lines
from tipdesk.services.case.find_words import MOST_HITS, find_words
from tipdesk.services.desk import Desk
from tipdesk.services.directory.names import Names, read_names
from tipdesk.services.results import Changed
from tipdesk.ui.cases.model import PAGE, CasesModel
from tipdesk.ui.notices import touches
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _, plural

MOST_MATCHES = 2


class ShowsCases(Protocol):
    """The screen with the list, as the presenter speaks to it."""

    def show_filter(self, name: str) -> None:
        """Mark the filter in use; "" marks none."""

    def show_sought(self, words: str) -> None:
        """Show the words for which the list was searched, or nothing for ""."""

    def open_first(self) -> None:
        """Open the first case that was found."""

    def show_count(self, sentence: str, *, empty: str | None) -> None:
        """Say how many cases there are; `empty` names the sentence of an empty list."""

    def show_problem(self, sentence: str) -> None:
        """Say why there is no list; "" hides the sentence."""

    def choose(self, row: int) -> None:
        """Put the cursor on a row, without opening it."""


@dataclass(frozen=True)
class Answer:
    """Which cases answer a question, and to what; the lines of the first page come along, so that nothing flickers.

    `matches` tells in which rows of a case the words were found. `is_in_earnest` means that somebody pressed Enter, so
    that the search was audited.
    """

    ids: Sequence[bytes]
    words: str
    first: Sequence[CaseLine]
    matches: Mapping[bytes, str] = field(default_factory=dict)
    is_in_earnest: bool = False


class CasesPresenter(QObject):
    """Keeps one list up to date. Make the view with its `model`, then call `attach` and `start`."""

    def __init__(self, seat: Seat, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self.model = CasesModel(seat.wording, self)
        self.model.wanted.connect(self._fetch)
        self._view: ShowsCases | None = None
        self._filter, self._words = "open", ""
        self._chosen: bytes | None = None
        self._snapshot = 0
        self._is_asking = self._is_late = self._wants_first = False
        seat.notices.subscribe(self._heard)

    def attach(self, view: ShowsCases) -> None:
        """Use this screen from now on."""
        self._view = view

    def start(self) -> None:
        """Ask for the first list and the names of the directory."""
        self._read_names()
        self.set_filter(self._filter)

    def set_filter(self, name: str) -> None:
        """List the cases of a filter, and forget what was searched for."""
        self._filter, self._words = name, ""
        if self._view is not None:
            self._view.show_filter(name)
            self._view.show_sought("")
        self._ask()

    def find(self, words: str) -> None:
        """List the cases that hold what is being typed; nothing identifying is shown, and nothing is audited."""
        if words == self._words:
            return
        self._words = words
        if self._view is not None:
            self._view.show_filter("" if words else self._filter)
            self._view.show_sought(words)
        self._wants_first = False
        self._ask_soon()

    def search(self, words: str) -> None:
        """Search in earnest, written to the audit log, and open the first case that was found."""
        if words:
            self._words, self._is_asking, self._is_late, self._wants_first = words, True, False, True
            self._seat.lanes.read(
                _find_cases, words, in_earnest=True, then=self._show, failed=self._fail, key="cases-ids", owner=self
            )

    def remember(self, case: bytes) -> None:
        """Keep the cursor on this case when the list is read again."""
        self._chosen = case

    def _ask(self) -> None:
        self._is_asking, self._is_late = True, False
        lanes = self._seat.lanes
        if self._words:
            lanes.read(_find_cases, self._words, then=self._show, failed=self._fail, key="cases-ids", owner=self)
        else:
            lanes.read(_list_cases, self._filter, then=self._show, failed=self._fail, key="cases-ids", owner=self)

    def _show(self, answer: Answer) -> None:
        self._snapshot += 1
        self._is_asking = False
        if self._is_late and answer.words != self._words:
            self._ask()  # more has been typed since: what came back is of no use
            return
        self.model.show_ids(answer.ids, answer.first, answer.matches)
        if self._view is not None:
            self._view.show_problem("")
            empty = "found" if answer.words else self._filter
            self._view.show_count(_counted(answer), empty=None if answer.ids else empty)
            if self._chosen is not None:
                self._view.choose(self.model.row_of(self._chosen))
        if self._is_late:
            self._ask()
        if self._wants_first and answer.is_in_earnest:
            self._wants_first = False
            if answer.ids and self._view is not None:
                self._view.open_first()

    def _fail(self, problem: TipdeskError) -> None:
        self._is_asking = self._is_late = False
        if self._view is not None:
            self._view.show_problem(problem.text(_))

    def _fetch(self, page: int) -> None:
        snapshot = self._snapshot

        def put(lines: list[CaseLine]) -> None:
            if snapshot == self._snapshot:
                self.model.put_page(page, lines)

        ids = self.model.ids_of(page)
        self._seat.lanes.read(find_case_lines, ids, then=put, failed=self._fail, owner=self)

    def _heard(self, changed: Changed) -> None:
        """Ask again because something was saved elsewhere, but never pile up questions."""
        if touches(changed, "Officer", "Post", "Device"):
            self._read_names()
        self._ask_soon()

    def _ask_soon(self) -> None:
        """Ask now, or as soon as the question under way has been answered."""
        if self._is_asking:
            self._is_late = True
        else:
            self._ask()

    def _read_names(self) -> None:
        self._seat.lanes.read(read_names, then=self._know_names, key="cases-names", owner=self)

    def _know_names(self, names: Names) -> None:
        self.model.set_wording(self._seat.wording.with_names(names))


def _list_cases(desk: Desk, name: str) -> Answer:
    if name == "closed":
        return _answer(desk, find_case_ids(desk, stages=CLOSED), "")
    return _answer(desk, find_case_ids(desk, mine=name == "mine", only_open=name in ("mine", "open")), "")


def _find_cases(desk: Desk, words: str, *, in_earnest: bool = False) -> Answer:
    found = find_words(desk, words, limit=MOST_HITS, finished=in_earnest)
    matches: dict[bytes, list[str]] = {}
    for hit in found:
        labels = matches.setdefault(hit.case, [])
        if hit.label and hit.kind != "Case" and len(labels) < MOST_MATCHES:
            labels.append(hit.label)
    listed = {case: ", ".join(labels) for case, labels in matches.items()}
    return replace(_answer(desk, list(matches), words, listed), is_in_earnest=in_earnest)


def _answer(desk: Desk, ids: Sequence[bytes], words: str, matches: Mapping[bytes, str] | None = None) -> Answer:
    return Answer(ids, words, find_case_lines(desk, ids[:PAGE]), matches or {})


def _counted(answer: Answer) -> str:
    count = len(answer.ids)
    if not count:
        return ""
    if answer.words:
        return plural("{count} case found", "{count} cases found", count)
    return plural("{count} case", "{count} cases", count)
