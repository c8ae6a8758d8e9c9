"""Runs the page of conflicts: looking at one, and settling it.

Enter on a line looks at it, which is audited. One button keeps an answer; the others stay in the history of the case.
Nobody sees an answer of a case before they have said whether they know somebody in it.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rows import DELETED_NAME, Row
from tipdesk.domain.rows import Sibling as Answer
from tipdesk.services.access.declare_interest import SAY_FIRST, declare_interest
from tipdesk.services.case.dots import dot_text, parse_dot
from tipdesk.services.case.find_conflicts import ConflictSpot, find_conflicts, show_conflict
from tipdesk.services.case.settle_conflict import settle_conflict
from tipdesk.services.directory.names import Names, read_names
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.results import Changed
from tipdesk.ui.access.agreeing import ask_then_do
from tipdesk.ui.access.interest_card import InterestCard
from tipdesk.ui.access.questions import REASON, ask_interest
from tipdesk.ui.headquarters.conflicts_view import ConflictsPage
from tipdesk.ui.seat import Seat
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.widgets.siblings_view import Sibling, SiblingsView
from tipdesk.ui.wording import Wording


class ConflictsPresenter(QObject):
    """Connects the page with the services; it lives as long as its page.

    A conflict that is open stays open until it is settled or another is chosen.
    """

    def __init__(self, page: ConflictsPage, seat: Seat) -> None:
        super().__init__(page)
        self._page, self._seat = page, seat
        self._open: ConflictSpot | None = None
        page.lines.opened.connect(self._look)
        page.case_pressed.connect(self._open_case)
        seat.notices.subscribe(self.hear)
        self.refresh()

    def refresh(self) -> None:
        """Ask again where conflicts are."""
        self._seat.lanes.read(find_conflicts, then=self._show, key="conflicts", owner=self)

    def hear(self, _changed: Changed) -> None:
        """Ask again, because something was saved or has come."""
        self.refresh()

    def _show(self, spots: list[ConflictSpot]) -> None:
        self._page.show_lines([self._line(spot) for spot in spots])
        still = next((spot for spot in spots if self._open and spot.row == self._open.row), None)
        if still is None:
            self._open = None
            self._page.show_conflict("", "", ())
        elif still != self._open:
            self._look(still)

    def _line(self, spot: ConflictSpot) -> Line:
        fields = ", ".join(_field_label(spot, name) for name in spot.fields)
        time = time_text(spot.at, self._seat.offset_minutes(), self._seat.now_ms())
        return Line((spot.reference or spot.title, _(spot.record.label), fields, time), spot, {}, spot.title)

    def _look(self, spot: ConflictSpot) -> None:
        self._seat.lanes.read(
            _look,
            spot,
            then=partial(self._show_answers, spot),
            failed=partial(self._refused_look, spot),
            key="conflict",
            owner=self,
        )

    def _refused_look(self, spot: ConflictSpot, problem: TipdeskError) -> None:
        if problem.code == SAY_FIRST:
            self._ask_interest(spot)
        else:
            self._refused(problem)

    def _ask_interest(self, spot: ConflictSpot) -> None:
        """Ask, before anything of the case is shown, whether the officer knows somebody in it."""
        lanes, card = self._seat.lanes, InterestCard()
        self._open = spot  # what comes meanwhile leaves the question where it is

        def know_nobody() -> None:
            lanes.write(
                declare_interest,
                spot.case,
                knows_somebody=False,
                then=lambda _changed: self._look(spot),
                failed=self._refused,
                owner=self,
            )

        def know_somebody() -> None:
            def deed(said: dict[str, object]) -> tuple[Callable[..., Changed], tuple[object, ...]]:
                return partial(declare_interest, knows_somebody=True, words=str(said[REASON] or "")), (spot.case,)

            ask_then_do(ask_interest(self._page.window()), lanes, deed, self._close_asked)

        card.nobody_pressed.connect(know_nobody)
        card.somebody_pressed.connect(know_somebody)
        card.left.connect(self._leave_asked)
        self._page.show_conflict(f"{spot.reference}  ·  {_(spot.record.label)}", "", [card])
        card.ask(spot.reference, spot.title)

    def _close_asked(self) -> None:
        self._leave_asked()
        self._page.say(_("The case is closed to you. Your supervisor and headquarters are told."), "ok")

    def _leave_asked(self) -> None:
        self._open = None
        self._page.show_conflict("", "", ())
        self.refresh()

    def _show_answers(self, spot: ConflictSpot, found: tuple[Row | None, Names]) -> None:
        row, names = found
        if row is None or not row.siblings:
            self.refresh()
            return
        self._open = spot
        words = self._seat.wording.with_names(names)
        views = [self._view(row, name, answers, words) for name, answers in sorted(row.siblings.items())]
        title = f"{spot.reference}  ·  {_(spot.record.label)}"
        advice = _("Keep the answer that is right. The others stay in the history of the case.")
        self._page.show_conflict(title, advice, views)

    def _view(self, row: Row, name: str, answers: tuple[Answer, ...], words: Wording) -> SiblingsView:
        declared = None if name == DELETED_NAME else row.record.by_name[name]
        siblings = [
            Sibling(dot_text(one.dot), words.written(declared, name, one.value), words.origin(one)) for one in answers
        ]
        label = _("In the trash or not") if declared is None else _(declared.label)
        view = SiblingsView(label, siblings)
        view.kept.connect(partial(self._keep, row, name))
        return view

    def _keep(self, row: Row, name: str, key: str) -> None:
        self._seat.lanes.write(
            settle_conflict, row, name, keep=parse_dot(key), then=self._settled, failed=self._refused, owner=self
        )

    def _settled(self, _changed: Changed) -> None:
        self._page.say(_("Settled. It goes to the post with its next sync."), "ok")

    def _refused(self, problem: TipdeskError) -> None:
        self._page.say(problem.text(_), "warn")
        self.refresh()

    def _open_case(self) -> None:
        if self._open is not None:
            self._seat.open_case(self._open.case)


def _field_label(spot: ConflictSpot, name: str) -> str:
    return _("In the trash or not") if name == DELETED_NAME else _(spot.record.by_name[name].label)


def _look(desk: LinkDesk, spot: ConflictSpot) -> tuple[Row | None, Names]:
    """Look at a conflict, which is audited, and read the names of who answered; this runs on the read lane."""
    return show_conflict(desk, spot), read_names(desk)
