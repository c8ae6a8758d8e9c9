"""What the list of cases asks and answers: ids of a filter, lines by the page, cases that hold the words typed.

The newest question wins, and at most one is under way. The first page of a list comes before the rest of it. Words that
are being typed are sought without showing who a person is; Enter makes it a search in earnest, which is audited. A
change anywhere asks again, but under the eyes of an officer only the words of lines change: where the list itself would
become another one, a button at its foot offers that. `CasesView` is the screen.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rules.case_filter import CaseFilter, Tallies
from tipdesk.services.case.find_case_lines import CaseLine, find_case_lines
from tipdesk.services.directory.names import Names, read_names
from tipdesk.services.lists.find_cases import LATEST, Sort
from tipdesk.services.results import Changed
from tipdesk.ui.cases.asking import Answer, list_all, list_first, seek
from tipdesk.ui.cases.filter_words import FilterWords
from tipdesk.ui.cases.model import CasesModel
from tipdesk.ui.cases.view import CasesView
from tipdesk.ui.notices import touches
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _, plural
from tipdesk.ui.wording import NO_NAMES

KEY = "cases-ids"
PATIENCE_MS = 300


class CasesPresenter(QObject):
    """Keeps one list up to date. Make the view with its `model`, then call `attach` and `start`.

    `asked` is the filter in use and `sort` the order; `changed` is emitted when either is another one.
    """

    changed = Signal()

    def __init__(self, seat: Seat, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self.model = CasesModel(seat.wording, self)
        self.model.wanted.connect(self._fetch)
        self.asked, self.sort = CaseFilter(), LATEST
        self._view: CasesView | None = None
        self._names = NO_NAMES
        self._tallies: Tallies = {}
        self._words = ""
        self._chosen: bytes | None = None
        self._offered: Answer | None = None
        self._snapshot = 0
        self._is_asking = self._is_late = self._wants_first = self._is_begun = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._say_looking)
        seat.notices.subscribe(self._heard)
        seat.names_switch.turned.connect(self.refresh)

    @property
    def words(self) -> FilterWords:
        """Return the words of the filters, with the names of the directory."""
        return FilterWords(self._seat.wording.with_names(self._names), self._seat.officer)

    def attach(self, view: CasesView) -> None:
        """Use this screen from now on."""
        self._view = view
        view.filter_changed.connect(self.set_filter)
        view.tools.sorted_by.connect(self.set_sort)
        view.tools.filter_taken.connect(self.set_filter)
        view.asked.connect(self.find)
        view.entered.connect(self.search)
        view.refresh_pressed.connect(self.show_offered)
        view.chosen_changed.connect(self._show_detail)

    def start(self) -> None:
        """Ask for the first list and the names of the directory."""
        self._read_names()
        if self._view is not None:
            self._view.show_sort(self.sort)
        self.set_filter(self.asked)

    def set_filter(self, asked: CaseFilter) -> None:
        """List the cases of a filter, and forget what was searched for."""
        self.asked, self._words, self._is_begun = asked, "", False
        if self._view is not None:
            self._view.search.clear()
            self._view.show_sought("")
            self._show_filter()
        self._ask()
        self.changed.emit()

    def set_sort(self, sort: Sort) -> None:
        """List the cases in another order."""
        self.sort, self._is_begun = sort, False
        if self._view is not None:
            self._view.show_sort(sort)
        self._ask()
        self.changed.emit()

    def find(self, words: str) -> None:
        """List the cases that hold what is being typed; nothing identifying is shown, and nothing is audited."""
        if words == self._words:
            return
        self._words, self._is_begun, self._wants_first = words, False, False
        if self._view is not None:
            self._show_filter()
            self._view.show_sought(words)
        self._ask_soon()

    def search(self, words: str) -> None:
        """Search in earnest, written to the audit log, and open the first case that was found."""
        if words:
            self._words, self._is_begun = words, False
            self._is_asking, self._is_late, self._wants_first = True, False, True
            self._seek(words, in_earnest=True)

    def remember(self, case: bytes) -> None:
        """Put the cursor on this case when the list is read again."""
        self._chosen = case

    def refresh(self) -> None:
        """Ask again, and show what has come whatever stands there: the officer has just asked for it."""
        self._is_begun = False
        self._ask_soon()

    def show_offered(self) -> None:
        """Show the list as it has become meanwhile, where that was offered."""
        if self._offered is not None:
            self._put(self._offered)

    def _ask(self) -> None:
        self._is_asking, self._is_late = True, False
        self._patience.start()
        if self._words:
            self._seek(self._words)
        elif self._is_begun:
            self._list()
        else:
            self._seat.lanes.read(
                list_first, self.asked, self.sort, then=self._show_first, failed=self._fail, key=KEY, owner=self
            )

    def _list(self) -> None:
        self._seat.lanes.read(list_all, self.asked, self.sort, then=self._show, failed=self._fail, key=KEY, owner=self)

    def _seek(self, words: str, *, in_earnest: bool = False) -> None:
        self._seat.lanes.read(
            seek,
            words,
            in_earnest=in_earnest,
            names=not self._seat.names_switch.is_on,
            then=self._show,
            failed=self._fail,
            key=KEY,
            owner=self,
        )

    def _show_first(self, answer: Answer | None) -> None:
        """Show the first page of a list whose other pages come at once; where it stands there already it stays."""
        if answer is not None and [*answer.ids] != self.model.ids_of(0):
            self._snapshot += 1
            self.model.show_cases(answer.ids, answer.first)
            if self._view is not None and answer.ids:
                self._view.show_rule(self._rule(), empty=None)
        self._list()

    def _show(self, answer: Answer) -> None:
        self._is_asking = False
        self._patience.stop()
        if self._is_late and answer.words != self._words:
            self._ask()  # more has been typed since: what came back is of no use
            return
        is_read = self._is_begun and self._view is not None and self._view.isVisible() and self.model.count() > 0
        if is_read and not self.model.has_ids(answer.ids):
            self._offered = answer
            self.model.read_again()
            if self._view is not None:
                self._view.more.setVisible(True)
        else:
            self._put(answer)
        if self._is_late:
            self._ask()
        if self._wants_first and answer.is_in_earnest:
            self._wants_first = False
            if answer.ids and self._view is not None:
                self._view.open_first()

    def _put(self, answer: Answer) -> None:
        self._snapshot += 1
        self._offered, self._is_begun = None, True
        view = self._view
        chosen = view.chosen() if view is not None else []
        self.model.show_cases(answer.ids, answer.first, answer.matches)
        if answer.tallies is not None:
            self._tallies = answer.tallies
            self.model.show_children(answer.children)
        if view is None:
            return
        view.more.setVisible(False)
        view.show_problem("")
        self._show_filter()
        empty = "found" if answer.words else "filtered" if self.asked.is_narrowed else self.asked.base
        view.show_rule(self._counted(answer), empty=None if answer.ids else empty)
        view.choose([self._chosen] if self._chosen is not None and len(chosen) < 2 else chosen)  # noqa: PLR2004 - one
        self._show_detail()

    def _say_looking(self) -> None:
        """Say that a list is still looked for; choosing another one ends that."""
        if self._view is not None and not self._is_begun:
            self._view.rule.setText(_("{rule}: looking through all cases…").format(rule=self._rule()))

    def _rule(self) -> str:
        return self.words.rule(self.asked)

    def _counted(self, answer: Answer) -> str:
        count = len(answer.ids)
        if answer.words:
            return plural("{count} case found", "{count} cases found", count)
        told = plural("{number} case", "{number} cases", count, number=f"{count:,}")
        return _("{rule}: {count}").format(rule=self._rule(), count=told)

    def _show_filter(self) -> None:
        if self._view is not None:
            self._view.show_filter(self.asked, self._tallies, self.words, is_searching=bool(self._words))

    def _show_detail(self) -> None:
        """Show the chosen case as far as the list may, or how many are chosen."""
        view = self._view
        if view is None:
            return
        chosen = view.chosen()
        if len(chosen) == 1:
            self._chosen = chosen[0]
            line = self.model.line_at(self.model.row_of(chosen[0]))
            if line is not None:
                wording = self._seat.wording.with_names(self._names)
                view.detail.show_case(line, wording, has_child=self.model.has_child(chosen[0]))
                return
        if len(chosen) > 1:
            view.detail.show_many(len(chosen))
        else:
            view.detail.show_nothing()

    def _fail(self, problem: TipdeskError) -> None:
        self._is_asking = self._is_late = False
        self._patience.stop()
        if self._view is not None:
            self._view.show_problem(problem.text(_))

    def _fetch(self, page: int) -> None:
        snapshot = self._snapshot

        def put(lines: Sequence[CaseLine]) -> None:
            if snapshot == self._snapshot:
                self.model.put_page(page, lines)
                self._show_detail()

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
        self._names = names
        self.model.set_wording(self._seat.wording.with_names(names))
        self._show_filter()
