"""Runs the page of retention.

It shows which cases are due and what holds them, asks for an erasure, and passes on the second officer's decision.
"""

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.moments import day_shown
from tipdesk.domain.rules.retention import HOLDS
from tipdesk.services.headquarters.erasure.erase_case import ask_erasure, decide_erasure, find_due_cases
from tipdesk.services.headquarters.erasure.retention_of import Retention
from tipdesk.services.headquarters.erasure.see_erasures import ErasureLine, see_erasures
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.results import Changed
from tipdesk.ui.headquarters.retention_view import RetentionPage
from tipdesk.ui.seat import Seat
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.line_model import Line


@dataclass(frozen=True)
class Decided:
    """What came of a decision about an erasure.

    `count` is how many entries were erased, None where the case stays; `changed` is what other screens hear.
    """

    count: int | None
    changed: Changed


class RetentionPresenter(QObject):
    """Connects the page with the services; it lives as long as its page."""

    def __init__(self, page: RetentionPage, seat: Seat) -> None:
        super().__init__(page)
        self._page, self._seat = page, seat
        self._due: dict[object, Retention] = {}
        self._erasures: dict[object, ErasureLine] = {}
        page.due.chosen.connect(self._chose_due)
        page.erasures.chosen.connect(self._chose)
        page.asked.connect(self._ask)
        page.decided.connect(self._decide)
        page.shown.connect(self.refresh)
        seat.notices.subscribe(self.hear)

    def refresh(self) -> None:
        """Ask again which cases are due and which erasures were asked for."""
        self._seat.lanes.read(_find, then=self._show, failed=self._refused, key="retention", owner=self)

    def hear(self, _changed: Changed) -> None:
        """Ask again because something was saved or has come, if the page is visible.

        Behind other pages nothing is asked, since asking weighs every case.
        """
        if self._page.isVisible():
            self.refresh()

    def _show(self, found: tuple[list[Retention], list[ErasureLine]]) -> None:
        due, erasures = found
        self._due = {one.case: one for one in due}
        self._erasures = {one.id: one for one in erasures}
        self._page.show_lines([_due_line(one) for one in due], [self._line(one) for one in erasures])
        if self._page.due.subject() not in self._due:
            self._page.show_due(can_ask=False)
        self._chose(self._page.erasures.subject())

    def _line(self, one: ErasureLine) -> Line:
        asked = f"{one.asked_by}, {self._time(one.asked_at)}"
        words, tone = _decision(one)
        return Line((one.reference, asked, words, ", ".join(one.untold)), one.id, {2: tone}, one.reason)

    def _chose_due(self, case: object) -> None:
        one = self._due.get(case)
        waiting = {line.reference for line in self._erasures.values() if not line.decision}
        self._page.show_due(can_ask=one is not None and not one.holds and one.reference not in waiting)

    def _chose(self, erasure: object) -> None:
        one = self._erasures.get(erasure)
        if one is None:
            self._page.show_chosen("", (), is_waiting=False)
            return
        title = f"{one.reference}  ·  {_decision(one)[0]}"
        self._page.show_chosen(title, self._words(one), is_waiting=not one.decision)

    def _words(self, one: ErasureLine) -> list[str]:
        said = [_("{officer} asked: {reason}").format(officer=one.asked_by, reason=one.reason)]
        if one.decision:
            said.append(
                _("Decided by {officer}, {when}").format(officer=one.decided_by, when=self._time(one.decided_at))
            )
        left = (
            (one.prints, plural("{count} printed copy", "{count} printed copies", one.prints)),
            (one.exports, plural("{count} export", "{count} exports", one.exports)),
            (one.quarantined, plural("{count} refused bundle", "{count} refused bundles", one.quarantined)),
        )
        words = ", ".join(text for count, text in left if count)
        return [*said, _("Not reached: {left}").format(left=words)] if words else said

    def _ask(self, reason: str) -> None:
        case = self._page.due.subject()
        if isinstance(case, bytes):
            self._seat.lanes.write(_ask, case, reason, then=self._asked, failed=self._not_asked, owner=self)

    def _asked(self, _changed: Changed) -> None:
        self._page.due.table.setFocus()
        self._page.show_due(can_ask=False)
        self._page.say(_("Asked for. Another administrator or coordinator decides."), "ok")

    def _not_asked(self, problem: TipdeskError) -> None:
        if problem.code == "reason-needed":
            self._page.reason.refuse(problem.text(_))
        else:
            self._refused(problem)

    def _decide(self, agrees: bool) -> None:  # noqa: FBT001 - what the signal carries
        erasure = self._page.erasures.subject()
        if isinstance(erasure, bytes):
            self._seat.lanes.write(
                _decide, erasure, agrees=agrees, then=self._decided, failed=self._refused, owner=self
            )

    def _decided(self, done: Decided) -> None:
        if done.count is None:
            self._page.say(_("Refused: the case stays."), "ok")
        else:
            self._page.say(plural("Erased: {count} entry.", "Erased: {count} entries.", done.count), "ok")

    def _refused(self, problem: TipdeskError) -> None:
        self._page.say(problem.text(_), "warn")

    def _time(self, moment: datetime | None) -> str:
        if moment is None:
            return ""
        return time_text(int(moment.timestamp() * 1000), self._seat.offset_minutes(), self._seat.now_ms())


def _due_line(one: Retention) -> Line:
    why = " ".join(_(HOLDS[hold]) for hold in one.holds)
    return Line((one.reference, _day(one.until), why or _("Yes, when two officers agree.")), one.case, {}, why)


def _day(until: date | None) -> str:
    return day_shown(until, _) if until else ""


def _decision(one: ErasureLine) -> tuple[str, str]:
    """Return what was decided about an erasure, in words, with the colour for it."""
    if not one.decision:
        return _("Waits for another officer"), "warn"
    return (_("Erased"), "ok") if one.decision == "approved" else (_("Refused"), "neutral")


def _find(desk: LinkDesk) -> tuple[list[Retention], list[ErasureLine]]:
    return find_due_cases(desk), see_erasures(desk)


def _ask(desk: LinkDesk, case: bytes, reason: str) -> Changed:
    return Changed.of("Erasure", case, ask_erasure(desk, case, reason))


def _decide(desk: LinkDesk, erasure: bytes, *, agrees: bool) -> Decided:
    count = decide_erasure(desk, erasure, agrees=agrees)
    return Decided(count if agrees else None, Changed(frozenset({"Erasure", "Case"})))
