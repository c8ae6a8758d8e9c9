"""Runs the page of the audit: fetches what stands out and what is asked for, and saves what a review came to.

It asks again when the page comes to the front and after each review. Reading the audit is itself noted in the audit, by
services.
"""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.texts import _ as mark
from tipdesk.services.access.emergency import EmergencyLine, acknowledge_emergency, find_emergencies
from tipdesk.services.desk import Desk
from tipdesk.services.directory.names import Names, read_names
from tipdesk.services.looks.exceptions import ExceptionLine, find_exceptions, review_look
from tipdesk.services.looks.find_looks import LookLine, find_looks
from tipdesk.services.looks.look_filter import LookFilter, query_of
from tipdesk.services.results import Changed
from tipdesk.ui.audit.looks_tab import Asked
from tipdesk.ui.audit.view import AuditPage
from tipdesk.ui.seat import Seat
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.wording import NO_NAMES

DAY_MS = 86_400_000
TONES = {"allowed": "neutral", "denied": "danger", "failed": "danger"}
GRAVE = frozenset({"excluded", "denied", "login_failed", "shown_outside"})
BAD_CASE = frozenset({"no-such-case", "bad-reference"})
EMERGENCY = mark("Opened in an emergency")
MOST_REFERENCES = 8
Found = tuple[list[EmergencyLine], list[ExceptionLine], Names]


class AuditPresenter(QObject):
    """Connects the page with the services; it lives as long as its page."""

    def __init__(self, page: AuditPage, seat: Seat) -> None:
        super().__init__(page)
        self._page, self._seat = page, seat
        self._names = NO_NAMES
        self._subjects: dict[bytes, EmergencyLine | ExceptionLine] = {}
        page.review.lines.chosen.connect(self._choose)
        page.review.said.connect(self._say)
        page.review.case_pressed.connect(self._open_case)
        page.looks.asked.connect(self._ask_looks)
        seat.notices.subscribe(self.hear)
        page.shown.connect(self.refresh)

    def refresh(self) -> None:
        """Ask for what stands out, and for the looks."""
        self._seat.lanes.read(_find, then=self._show, failed=self._refused, key="audit-review", owner=self)
        self._ask_looks()

    def hear(self, _changed: Changed) -> None:
        """Ask again because something was saved or has come, if the page is visible.

        Behind other pages nothing is asked: at headquarters much comes.
        """
        if self._page.isVisible():
            self.refresh()

    def _show(self, found: Found) -> None:
        emergencies, exceptions, self._names = found
        self._subjects = {one.id: one for one in emergencies} | {one.mark.id: one for one in exceptions}
        lines = [self._emergency(one) for one in emergencies] + [self._exception(one) for one in exceptions]
        self._page.show_count(len(lines))
        self._page.review.show_lines(lines)
        self._choose(self._page.review.lines.subject())
        self._page.looks.show_names(_choices(self._names.officers), _choices(self._names.posts))

    def _emergency(self, one: EmergencyLine) -> Line:
        at = self._time(int(one.begun_at.timestamp() * 1000)) if one.begun_at else ""
        return Line((_(EMERGENCY), self._names.officer(one.officer), "1", at), one.id, {0: "danger"})

    def _exception(self, one: ExceptionLine) -> Line:
        kind = self._seat.label("look_exception", one.kind)
        cells = (kind, self._names.officer(one.mark.actor), str(one.count), self._time(one.mark.at))
        return Line(cells, one.mark.id, {0: "danger" if one.kind in GRAVE else "warn"})

    def _choose(self, subject: object) -> None:
        one = self._subjects.get(subject) if isinstance(subject, bytes) else None
        show = self._page.review.show_chosen
        if one is None:
            show("", "", "", can_open=False)
        elif isinstance(one, EmergencyLine):
            title = f"{one.reference}  ·  {self._names.officer(one.officer)}"
            told = _("The reason given: {reason}").format(reason=one.reason)
            if not self._seat.is_headquarters:
                told += "\n" + _("Headquarters answers this.")
            show(title, told, _("&Acknowledge") if self._seat.is_headquarters else "", can_open=True)
        else:
            title = f"{self._seat.label('look_exception', one.kind)}  ·  {self._names.officer(one.mark.actor)}"
            show(title, "\n".join(self._told(one)), _("&Reviewed"), can_open=one.mark.case is not None)

    def _told(self, one: ExceptionLine) -> list[str]:
        post = self._names.post(one.post)
        told = [plural("{count} look", "{count} looks", one.count)]
        if one.references:
            named = ", ".join(one.references[:MOST_REFERENCES])
            rest = len(one.references) - MOST_REFERENCES
            told.append(_("Cases: {references}").format(references=named) + (f" + {rest}" if rest > 0 else ""))
        told.append(
            _("The latest: {what}, {when}").format(what=self._what(one.mark.action), when=self._time(one.mark.at))
        )
        return [*told, *([_("At {post}").format(post=post)] if post else [])]

    def _say(self, subject: object, words: str) -> None:
        one = self._subjects.get(subject) if isinstance(subject, bytes) else None
        if one is None:
            return
        review = self._page.review

        def done(_changed: Changed) -> None:
            review.done()
            self._page.say(_("Written down."), "ok")

        def refused(problem: TipdeskError) -> None:
            review.refuse(problem.text(_))

        verb = acknowledge_emergency if isinstance(one, EmergencyLine) else review_look
        self._seat.lanes.write(verb, subject, words, then=done, failed=refused, owner=self)

    def _open_case(self, subject: object) -> None:
        one = self._subjects.get(subject) if isinstance(subject, bytes) else None
        case = one.case if isinstance(one, EmergencyLine) else one.mark.case if one else None
        if case is not None:
            self._seat.open_case(case)

    def _ask_looks(self) -> None:
        asked, now = self._page.looks.filter(), self._seat.now_ms()
        self._seat.lanes.read(
            _find_looks, asked, now, then=self._show_looks, failed=self._refused, key="audit-looks", owner=self
        )

    def _show_looks(self, found: tuple[list[LookLine], Names]) -> None:
        lines, self._names = found
        self._page.looks.refuse("")
        count = plural("{count} look", "{count} looks", len(lines))
        self._page.looks.show_looks([self._look(line) for line in lines], count if lines else "")

    def _look(self, line: LookLine) -> Line:
        look = line.look
        count = plural("{count} result", "{count} results", look.count) if look.count is not None else ""
        about = self._names.officer(look.officer) if look.officer else ""
        cells = (
            self._time(look.at),
            self._names.officer(look.actor),
            self._names.post(line.post),
            self._what(look.action),
            line.reference,
            self._seat.label("audit_result", look.result),
            "  ·  ".join(filter(None, (about, count if look.action == "search" else "", self._what(look.reason)))),
        )
        return Line(cells, look.id, {5: TONES.get(look.result, "neutral")})

    def _what(self, action: str) -> str:
        return self._seat.label("audit_action", action)

    def _time(self, at: int) -> str:
        return time_text(at, self._seat.offset_minutes(), self._seat.now_ms())

    def _refused(self, problem: TipdeskError) -> None:
        if problem.code in BAD_CASE:
            self._page.looks.refuse(problem.text(_))
        else:
            self._page.say(problem.text(_), "warn")


def _find(desk: Desk) -> Found:
    return find_emergencies(desk), find_exceptions(desk), read_names(desk)


def _find_looks(desk: Desk, asked: Asked, now: int) -> tuple[list[LookLine], Names]:
    since = now - asked.days * DAY_MS if asked.days else None
    officer, post = bytes.fromhex(asked.officer), bytes.fromhex(asked.post)
    wanted = LookFilter(officer, post, asked.case, asked.action, asked.result, since)
    return find_looks(desk, query_of(desk, wanted)), read_names(desk)


def _choices(named: Mapping[bytes, str]) -> list[Choice]:
    return [Choice(row.hex(), name) for row, name in sorted(named.items(), key=lambda pair: pair[1].casefold())]
