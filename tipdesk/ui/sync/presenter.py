"""Runs the sync page: it shows the courier's state, passes on what the officer asks, and tells how it ended.

Every answer that stands on the page was read after the last change, and a refusal stands beside its field. When to sync
is decided by the `Courier`, and enrolment is the part of the `EnrolmentPresenter`.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject

from tipdesk.domain.errors import Distrust, TipdeskError
from tipdesk.domain.texts import _ as mark
from tipdesk.services.ledger import Quarantined
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.quarantine.quarantined import find_quarantined
from tipdesk.services.results import Changed
from tipdesk.services.sticks.reasons import parking_words
from tipdesk.services.sync.enrolment import change_address
from tipdesk.services.sync.files.metered import set_metered
from tipdesk.services.sync.pace import Pace
from tipdesk.services.sync.pull.receipt_digits import parse_receipt_digits, receipt_digits
from tipdesk.services.sync.pull.take_arrival import TakenReceipt, take_receipt
from tipdesk.services.sync.push.holds import set_hold
from tipdesk.services.sync.push.withdraw_entry import withdraw_entry
from tipdesk.services.sync.see_link import Link, Queue, Waiting, see_link
from tipdesk.ui.seat import Seat
from tipdesk.ui.sync.courier import Courier, Ended
from tipdesk.ui.sync.outside import Outside, apart
from tipdesk.ui.sync.pill import pill_words
from tipdesk.ui.sync.view import SyncPage
from tipdesk.ui.sync.words import (
    closed_words,
    closing_words,
    files_words,
    joined,
    kinds_words,
    outcome_words,
    report_lines,
    size_words,
    time_left_words,
    waiting_words,
)
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _, plural

RECEIPTS = mark("Receipts (*.tdr);;All files (*)")


class SyncPresenter(QObject):
    """Connects the sync page with the courier and the services; it lives as long as its page."""

    def __init__(self, page: SyncPage, seat: Seat, outside: Outside, courier: Courier) -> None:
        super().__init__(page)
        self._page, self._seat, self._outside, self._courier = page, seat, outside, courier
        self._clock = QElapsedTimer()
        self._pace = Pace(self._clock.elapsed)
        self._has_answers = False
        self._held = self._withdrawing = 0
        courier.changed.connect(self._show_state)
        courier.started.connect(self._started)
        courier.progressed.connect(self._told)
        courier.ended.connect(self._ended)
        page.state.sync_pressed.connect(courier.sync)
        page.state.stick_pressed.connect(self._stick)
        page.progress.cancelled.connect(courier.cancel)
        page.address.given.connect(self._keep_address)
        page.hold.given.connect(self._set_hold)
        page.metered.given.connect(self._set_metered)
        page.queue.withdraw_pressed.connect(self._ask_withdraw)
        page.withdraw.agreed.connect(self._withdraw)
        page.receipt.given.connect(self._take_digits)
        page.receipt.file_pressed.connect(self._take_file)
        seat.notices.subscribe(self.hear)
        page.shown.connect(self.refresh)
        if courier.is_by_officer:
            self._started(by_officer=True)
        self._show_results()
        self.refresh()

    def refresh(self) -> None:
        """Ask again for everything that the page shows."""
        lanes = self._seat.lanes
        lanes.write(see_link, with_queue=True, then=self._show_link, key="sync-page", owner=self)
        lanes.write(find_quarantined, then=self._show_aside, key="sync-aside", owner=self)
        lanes.read(apart, self._outside.sticks, then=self._page.show_sticks, key="sync-sticks", owner=self)

    def hear(self, _changed: Changed) -> None:
        """Ask again because something was saved or has come, if the page is visible.

        Behind other pages nothing is asked, since the page asks again when it is shown.
        """
        if self._page.isVisible():
            self.refresh()

    def _show_aside(self, found: Sequence[Quarantined]) -> None:
        self._page.aside.show_count(len(found))

    def sync_with(self, stick: Path) -> None:
        """Sync with the stick in this folder, which was just plugged in."""
        self._courier.sync(stick)

    def _show_state(self) -> None:
        state, seat = self._courier.state, self._seat
        pill = pill_words(state, seat.now_ms(), seat.offset_minutes())
        link = state.link
        sentence = _waiting_words(link) if link else ""
        is_apart = link is not None and link.status.are_keys_apart
        is_plain = state.is_enrolled and not (state.is_working or state.refused or state.no_link_since is not None)
        detail = [self._last_words(link) if link else "", "" if is_plain and not is_apart else pill.text]
        self._page.state.show_state(pill, sentence, joined(detail))
        can = state.is_enrolled and not self._courier.is_by_officer
        self._page.state.set_ready(by_wire=can and bool(link and link.status.address), by_stick=can)

    def _last_words(self, link: Link) -> str:
        known = [last for last in (link.wire, link.stick) if last is not None]
        if not known:
            return ""
        last = max(known, key=lambda one: one.at)
        way = _("by wire") if last is link.wire else _("by stick")
        time = time_text(last.at, self._seat.offset_minutes(), self._seat.now_ms())
        sent = size_words(last.size) if last.size else _("nothing to send")
        return _("Last sync {time} {way}, {sent}").format(time=time, way=way, sent=sent)

    def _show_link(self, link: Link) -> None:
        page, now = self._page, self._seat.now_ms()
        page.show_enrolled(is_enrolled=link.status.enrolled)
        page.show_queue(link.queue or Queue(), link.wire.speed if link.wire else 0, now)
        page.queue.show_files(files_words(link.status, link.queue.size if link.queue else 0))
        page.address.show_address(link.status.address)
        page.hold.show_hold(link.hold, may_set=link.may_set)
        page.metered.show_metered(is_metered=link.status.has_records_only, may_set=link.may_set)
        page.state.show_closing(closing_words(link.held if link.status.enrolled else 0))
        self._held = self._held if self._courier.is_by_officer else link.held
        reasons = Counter(one.reason for one in link.status.parked)
        page.show_parked([("info-circle", _parked_line(reason, count)) for reason, count in sorted(reasons.items())])
        self._show_receipt(link)
        self._show_state()
        if not self._has_answers:
            self._has_answers = True
            page.focus_first()

    def _show_receipt(self, link: Link) -> None:
        receipt = link.status.last_receipt
        if receipt is None or link.receipt is None:
            self._page.receipt.show_receipt(_("Headquarters has not sent a receipt yet."), "", ())
            return
        time = time_text(receipt.time, self._seat.offset_minutes(), self._seat.now_ms())
        sentence = _("Headquarters holds this PC's log up to entry {seq} of {all}. Written {time}.").format(
            seq=receipt.seq, all=link.status.sequence, time=time
        )
        digits = receipt_digits(link.receipt)
        self._page.receipt.show_receipt(sentence, digits, self._outside.matrix(digits))

    def _started(self, by_officer: bool) -> None:  # noqa: FBT001 - the argument of a signal
        self._clock.start()
        self._pace = Pace(self._clock.elapsed)
        if by_officer:
            self._page.say("", "info")
            self._page.progress.start()
        self._show_state()

    def _told(self, done: int, total: int) -> None:
        self._pace.hear(done, total)
        link = self._courier.state.link
        speed = self._pace.speed or (link.status.speed if link is not None else 0)
        words = _("{done} of {total}").format(done=size_words(done), total=size_words(total))
        self._page.progress.tell(done, total, joined([words, time_left_words(total - done, speed)]))

    def _ended(self, ended: Ended) -> None:
        page = self._page
        self._show_results()
        if ended.by_officer:
            page.progress.finish()
            page.focus_first()
            self._tell_end(ended)
        self.refresh()

    def _show_results(self) -> None:
        answer = self._courier.last_answer
        if answer is not None:
            self._page.results.show_lines(report_lines(answer.report))

    def _tell_end(self, ended: Ended) -> None:
        if ended.problem is not None:
            self._page.say(ended.problem.text(_), "danger" if isinstance(ended.problem, Distrust) else "warn")
        elif ended.answer is None:
            self._page.say(_("Stopped. Nothing is lost; it goes with the next try."), "info")
        else:
            report = ended.answer.report
            is_bad = any(one.verdict in ("refused", "fork") for one in report.received) or report.are_keys_apart
            is_bad = is_bad or report.files.left_over > 0
            sentence = outcome_words(report, is_stick=ended.stick is not None)
            sentence, self._held = " ".join(filter(None, (sentence, closed_words(self._held)))), 0
            self._page.say(sentence, "warn" if is_bad else "ok")

    def _stick(self, stick: Path | None) -> None:
        chosen = stick or self._outside.choosing.folder(self._page, _("Choose the stick"))
        if chosen is not None:
            self._courier.sync(chosen)

    def _ask_withdraw(self, line: Waiting) -> None:
        self._withdrawing = line.seq
        case = line.reference or _("(none)")
        self._page.withdraw.ask(
            _("Entry {seq}: {what}, {case}").format(seq=line.seq, what=kinds_words(line), case=case)
        )

    def _withdraw(self, reason: str) -> None:
        card, seq = self._page.withdraw, self._withdrawing

        def done(_changed: Changed) -> None:
            card.hide()
            self._page.say(_("Entry {seq} is withdrawn. Headquarters will not read it.").format(seq=seq), "ok")
            self.refresh()

        def refused(problem: TipdeskError) -> None:
            card.show_refusal(problem.text(_))

        self._seat.lanes.write(withdraw_entry, seq, reason, then=done, failed=refused, owner=self)

    def _keep_address(self, address: str) -> None:
        field = self._page.address.field

        def kept(_changed: Changed) -> None:
            field.set_problem(None)
            self._page.address.mark_given()
            self._page.say(_("The address has been kept. It is tried now."), "ok")
            self._courier.wake()

        def refused(problem: TipdeskError) -> None:
            sentences = [one.text(_) for one in problem.fields] or [problem.text(_)]
            field.refuse(sentences[0])

        self._seat.lanes.write(change_address, address, then=kept, failed=refused, owner=self)

    def _set_hold(self, minutes: int) -> None:
        field = self._page.hold.field

        def kept(_changed: Changed) -> None:
            self._page.say(_("The time has been kept."), "ok")
            self._courier.wake()

        self._seat.lanes.write(
            set_hold, minutes, then=kept, failed=lambda problem: field.refuse(problem.text(_)), owner=self
        )

    def _set_metered(self, is_metered: bool) -> None:  # noqa: FBT001 - what the signal carries
        def kept(_changed: Changed) -> None:
            told = _("From now on only records go by wire.") if is_metered else _("Files go by wire again.")
            self._page.say(told, "ok")
            self._courier.wake()
            self.refresh()

        def refused(problem: TipdeskError) -> None:
            self._page.say(problem.text(_), "warn")
            self.refresh()

        self._seat.lanes.write(set_metered, is_metered=is_metered, then=kept, failed=refused, owner=self)

    def _take_digits(self, text: str) -> None:
        self._take(partial(parse_receipt_digits, text))

    def _take_file(self) -> None:
        path = self._outside.choosing.file(self._page, _("Choose a receipt"), _(RECEIPTS))
        if path is not None:
            self._take(partial(self._outside.read, path))

    def _take(self, get: Callable[[], bytes]) -> None:
        def settled(answer: TakenReceipt) -> None:
            self._page.receipt.clear()
            held = _("Headquarters holds this PC's log up to entry {seq}.").format(seq=answer.receipt.seq)
            self._page.say(held if answer.newer else _("This receipt is older than the one held, or the same."), "ok")
            self._courier.wake()
            self.refresh()

        def refused(problem: TipdeskError) -> None:
            self._page.receipt.field.refuse(problem.text(_))

        self._seat.lanes.write(_settle, get, then=settled, failed=refused, owner=self)


def _waiting_words(link: Link) -> str:
    status = link.status
    return waiting_words(status.waiting, status.files.count, is_receipted=status.last_receipt is not None)


def _parked_line(reason: str, count: int) -> str:
    entries = plural("{count} entry", "{count} entries", count)
    return _("{entries}: {why}").format(entries=entries, why=_(parking_words(reason)))


def _settle(desk: LinkDesk, get: Callable[[], bytes]) -> TakenReceipt:
    """Read the file or the digits, then take the receipt in; this runs on the write lane."""
    return take_receipt(desk, get())
