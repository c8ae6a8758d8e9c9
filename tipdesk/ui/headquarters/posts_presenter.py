"""Runs the page of posts: it asks again when something came, every half minute, and after each stick.

The receiving server is a process of its own that uses the same home, so only asking shows what it took in.
"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from tipdesk.domain.errors import Distrust, TipdeskError
from tipdesk.domain.texts import _ as mark
from tipdesk.services.directory.names import Names, read_names
from tipdesk.services.gates.find_breaches import go_through_new
from tipdesk.services.headquarters.intake.contact import ENROLLED
from tipdesk.services.headquarters.intake.list_posts import SILENT_AFTER_DAYS, PostLine, Posts, list_posts
from tipdesk.services.headquarters.intake.receive_stick import StickResults, receive_stick
from tipdesk.services.headquarters.ledger.incidents import IncidentLine, list_incidents
from tipdesk.services.headquarters.ledger.receipts import give_receipt
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.shapes import ArrivalLine
from tipdesk.services.results import Changed
from tipdesk.services.sticks.reasons import refusal_words
from tipdesk.services.sync.exchange import ANYTHING
from tipdesk.services.sync.pull.receipt_digits import receipt_digits
from tipdesk.services.sync.push.withdrawals import Withdrawal, find_withdrawals
from tipdesk.ui.headquarters.posts_view import PostsPage
from tipdesk.ui.headquarters.watched_stick import WatchedStick
from tipdesk.ui.headquarters.words import TONES, received_lines, verdict_words, way_words
from tipdesk.ui.lanes import Ears, Job, Watch
from tipdesk.ui.seat import Seat
from tipdesk.ui.sync.outside import Outside
from tipdesk.ui.sync.words import joined, unread_lines
from tipdesk.ui.ticking import ticking
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.line_model import Line

EVERY_MS = 30_000
STEP = mark("Bundle {count}")
REFUSALS = frozenset({"refused", "fork"})
ACCEPTED = "accepted"
MOST_WITHDRAWN = MOST_INCIDENTS = 20


@dataclass(frozen=True)
class StickRead:
    """What a stick brought; `changed` is what other screens hear, or None where nothing came."""

    results: StickResults
    changed: Changed | None


class PostsPresenter(QObject):
    """Connects the page of posts with the services; it lives as long as its page."""

    def __init__(self, page: PostsPage, seat: Seat, outside: Outside) -> None:
        super().__init__(page)
        self._page, self._seat, self._outside = page, seat, outside
        self._known: Posts | None = None
        self._job: Job | None = None
        page.receive_pressed.connect(self._choose)
        page.progress.cancelled.connect(self._cancel)
        page.posts.chosen.connect(self._chose)
        page.post.receipt_pressed.connect(self._give_receipt)
        self._timer = ticking(self, EVERY_MS, self._ask_if_seen)
        seat.notices.subscribe(self.hear)
        self.refresh()

    def refresh(self) -> None:
        """Ask again for posts, incidents and what was withdrawn."""
        self._seat.lanes.write(list_posts, then=self._show, key="posts", owner=self)
        self._seat.lanes.read(list_incidents, then=self._show_incidents, key="incidents", owner=self)
        self._seat.lanes.write(_read_withdrawn, then=self._show_withdrawn, key="posts-withdrawn", owner=self)

    def _show_incidents(self, found: list[IncidentLine]) -> None:
        self._page.show_incidents([("alert-triangle", self._incident_words(one)) for one in found[:MOST_INCIDENTS]])

    def _incident_words(self, one: IncidentLine) -> str:
        what = self._seat.label("incident_kind", one.kind)
        at = self._time(int(one.noted_at.timestamp() * 1000)) if one.noted_at else ""
        code = _("code {code}").format(code=one.call_code) if one.call_code else ""
        return joined((at, one.post or _("Headquarters"), what, code))

    def _show_withdrawn(self, found: tuple[list[Withdrawal], Names]) -> None:
        withdrawn, names = found
        self._page.show_withdrawn([("arrow-back-up", self._withdrawn_words(one, names)) for one in withdrawn])

    def _withdrawn_words(self, one: Withdrawal, names: Names) -> str:
        return _("{time} · {post} · entry {seq}, by {officer}: {reason}").format(
            time=time_text(one.at, one.offset, self._seat.now_ms()),
            post=names.post(names.device_posts.get(one.device)),
            seq=one.seq,
            officer=names.officer(one.actor),
            reason=one.reason,
        )

    def hear(self, _changed: object) -> None:
        """Ask again, because something was saved or has come."""
        self.refresh()

    def receive(self, folder: Path) -> None:
        """Take in what a stick carries, unless one is being read already."""
        if self._job is not None:
            return
        self._page.say("", "info")
        self._page.show_results(())
        self._page.receive.setEnabled(False)
        self._page.progress.start()
        ears = Ears(self._received, self._failed, self._stopped, self._page.progress.tell, self)
        self._job = self._seat.lanes.link(_receive, self._outside, folder, _(STEP), ears=ears)

    def _choose(self) -> None:
        folder = self._outside.choosing.folder(self._page, _("Choose the stick"))
        if folder is not None:
            self.receive(folder)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _received(self, read: StickRead) -> None:
        self._end()
        results = read.results
        names = {one.id: post.name for post in self._known.posts for one in post.devices} if self._known else {}
        self._page.show_results([*received_lines(results, names), *unread_lines(results.unread)])
        is_refused = any(one.verdict.value in REFUSALS for one in results)
        sentence = _("Receipts and what waits for the posts are on the stick. You may take it out now.")
        self._page.say(sentence, "warn" if is_refused else "ok")
        self.refresh()

    def _failed(self, problem: TipdeskError) -> None:
        self._end()
        self._page.say(problem.text(_), "danger" if isinstance(problem, Distrust) else "warn")
        self.refresh()

    def _stopped(self) -> None:
        self._end()
        self._page.say(_("Stopped. What had been received stays; read the stick again for the rest."), "info")
        self.refresh()

    def _end(self) -> None:
        self._job = None
        self._page.progress.finish()
        self._page.receive.setEnabled(True)
        self._page.focus_first()

    def _show(self, posts: Posts) -> None:
        self._known = posts
        self._page.show_posts(
            [self._post_line(post) for post in posts.posts], [self._arrival(posts, one) for one in posts.arrivals]
        )
        silent = [post.name for post in posts.posts if post.is_silent]
        self._page.show_silent(_silent_words(silent))
        chosen = self._page.posts.subject()
        if chosen is None and posts.posts:
            self._page.posts.table.selectRow(0)
        else:
            self._chose(chosen)

    def _chose(self, post_id: object) -> None:
        post = next((one for one in self._known.posts if one.id == post_id), None) if self._known else None
        if post is not None:
            self._page.post.show_post(post, self._time)
            self._page.post.show_receipt("", ())

    def _give_receipt(self, device: bytes) -> None:
        def show(document: bytes) -> None:
            digits = receipt_digits(document)
            self._page.post.show_receipt(digits, self._outside.matrix(digits))

        self._seat.lanes.write(give_receipt, device, then=show, key="give-receipt", owner=self)

    def _ask_if_seen(self) -> None:
        if self._page.isVisible():
            self.refresh()

    def _time(self, at_ms: int) -> str:
        return time_text(at_ms, self._seat.offset_minutes(), self._seat.now_ms())

    def _post_line(self, post: PostLine) -> Line:
        state, tone = _state_of(post)
        last = self._time(post.last.at) if post.last else _("never")
        aside = plural("{count} entry", "{count} entries", post.parked) if post.parked else ""
        cells = (f"{post.name} ({post.code})", state, last, str(len(post.devices)), aside)
        return Line(cells, post.id, {1: tone, **({4: "warn"} if aside else {})})

    def _arrival(self, posts: Posts, one: ArrivalLine) -> Line:
        post = posts.post_of(one.device)
        why = _(refusal_words(one.reason)) if one.reason else ""
        cells = (
            self._time(one.at),
            post.name if post else _("Unknown"),
            way_words(one.file),
            verdict_words(one.verdict),
            str(one.entries) if one.entries else "",
        )
        return Line(cells, (one.at, one.device, one.file), {3: TONES.get(one.verdict, "neutral")}, why)


def _state_of(post: PostLine) -> tuple[str, str]:
    if not post.devices:
        return _("No PC yet"), "neutral"
    if all(device.revoked_from is not None for device in post.devices):
        return _("Revoked"), "danger"
    if post.is_silent:
        return _("Silent"), "warn"
    if post.last is not None and post.last.file == ENROLLED:
        return _("Enrolled"), "info"
    return _("In touch"), "ok"


def _silent_words(names: list[str]) -> str:
    if not names:
        return ""
    days = plural("{count} day", "{count} days", SILENT_AFTER_DAYS)
    return _("Silent for more than {days}: {posts}. Ring them.").format(days=days, posts=", ".join(names))


def _receive(desk: LinkDesk, outside: Outside, folder: Path, says: str, *, watch: Watch) -> StickRead:
    """Take in what a stick carries; this runs on the link lane."""
    results = receive_stick(desk, WatchedStick(outside.stick(folder), watch, says))
    go_through_new(desk)
    return StickRead(results, ANYTHING if any(one.verdict.value == ACCEPTED for one in results) else None)


def _read_withdrawn(desk: LinkDesk) -> tuple[list[Withdrawal], Names]:
    return find_withdrawals(desk)[:MOST_WITHDRAWN], read_names(desk)
