"""Runs the card of backups: what is pressed goes to the link lane, and how it ended is said on the page.

There is one deed at a time, with progress and Cancel, and after each everything is asked again. Making a backup is done
by `Backups`, and those that make themselves are the part of `BackupWatch`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Signal

from tipdesk.domain.errors import Distrust, TipdeskError
from tipdesk.services.backups.plan import BackupState, see_backups
from tipdesk.services.desk import Desk
from tipdesk.services.remembered.shapes import Plan
from tipdesk.ui.integrity.backup_deeds import Backups, Told
from tipdesk.ui.integrity.backup_words import detail_words, last_words, target_of
from tipdesk.ui.integrity.view import StorePage
from tipdesk.ui.lanes import Ears, Job, Watch
from tipdesk.ui.seat import Seat
from tipdesk.ui.sync.outside import Plugged
from tipdesk.ui.sync.words import joined
from tipdesk.ui.translate import _


@dataclass(frozen=True)
class _Seen:
    state: BackupState
    is_same_disk: bool
    sticks: Sequence[Plugged]


class BackupPresenter(QObject):
    """Connects the card with the backups; it lives as long as its page.

    `made` is emitted after each deed that was done: a backup made, planned or read back. `is_whole` tells whether no
    check of the records has failed: while one has, no backup is made.
    """

    made = Signal()

    def __init__(self, page: StorePage, seat: Seat, backups: Backups, is_whole: Callable[[], bool]) -> None:
        super().__init__(page)
        self._page, self._seat, self._backups = page, seat, backups
        self._is_whole = is_whole
        self._state: BackupState | None = None
        self._job: Job | None = None
        card = page.backup
        card.make_pressed.connect(self._make)
        card.elsewhere_pressed.connect(self._elsewhere)
        card.check_pressed.connect(self._check)
        card.folder_pressed.connect(self._choose)
        card.plan_pressed.connect(self._plan)
        page.progress.cancelled.connect(self._cancel)
        page.shown.connect(self.refresh)

    def refresh(self) -> None:
        """Ask again how the backups stand, unless one is being made."""
        if self._job is None:
            self._seat.lanes.read(_see, self._backups, then=self._show, key="backups", owner=self)

    def _show(self, seen: _Seen) -> None:
        card, state, seat = self._page.backup, seen.state, self._seat
        is_new = self._state is None or self._state.plan != state.plan
        self._state = state
        due = _("another is due") if state.is_due and state.last else ""
        card.show_state(
            last_words(state.last, seat.offset_minutes(), seat.now_ms()),
            joined([detail_words(state.last, is_headquarters=seat.is_headquarters), due]),
            is_well=state.last is not None and not state.is_due,
            is_same_disk=seen.is_same_disk,
        )
        if is_new:  # what an officer is just choosing stays
            card.show_plan(state.plan)
        card.show_sticks(seen.sticks)
        may_make = state.may_make and self._is_whole()
        card.show_allowed(may_make=may_make, has_last=state.last is not None, why_not=self._why_not(state))

    def _why_not(self, state: BackupState) -> str:
        if not self._is_whole():
            return _("No backup is made while a check of the records fails: it would push out the good ones.")
        return "" if state.may_make else _("A supervisor makes backups and plans them. Ask one to unlock this PC.")

    def _make(self, stick: Path | None) -> None:
        target = stick or (target_of(self._state) if self._state else None)
        if target is None:
            self._elsewhere()
        else:
            self._begin(lambda told: self._backups.make(target, told), _made_words(target))

    def _elsewhere(self) -> None:
        target = self._seat.choosing.folder(self._page, _("Choose the folder or stick for the backup"))
        if target is not None:
            self._begin(lambda told: self._backups.make(target, told), _made_words(target))

    def _choose(self) -> None:
        folder = self._seat.choosing.folder(self._page, _("Choose the folder or stick for the backups"))
        if folder is not None:
            self._page.backup.show_folder(folder)

    def _plan(self, plan: Plan) -> None:
        said = (
            _("From now on backups are made in {folder} by themselves.").format(folder=plan.folder)
            if plan.every
            else _("Backups are no longer made by themselves.")
        )
        self._begin(lambda told: self._backups.keep_plan(plan, told), said)

    def _check(self) -> None:
        self._begin(
            lambda _told: self._backups.check_last(), _("The last backup was read back and opened. It is whole.")
        )

    def _begin(self, deed: Callable[[Told], object], said: str) -> None:
        def done(_done: object) -> None:
            self._end(said, "ok")
            self.made.emit()

        def refused(problem: TipdeskError) -> None:
            self._end(problem.text(_), "danger" if isinstance(problem, Distrust) else "warn")

        def stopped() -> None:
            self._end(_("Stopped. Nothing was kept of it; earlier backups are as they were."), "info")

        if self._job is not None:
            return
        self._page.say("", "info")
        self._page.backup.set_busy(is_busy=True)
        self._page.progress.start()
        self._job = self._seat.lanes.link(_do, deed, ears=Ears(done, refused, stopped, self._told, self))

    def _told(self, done: int, total: int, _step: str) -> None:
        if done < total:
            self._page.progress.tell(done, total, _("Copying…"))
        else:
            self._page.progress.tell(0, 0, _("Reading it back…"))

    def _end(self, said: str, tone: Literal["info", "ok", "warn", "danger"]) -> None:
        self._job = None
        self._page.progress.finish()
        self._page.backup.set_busy(is_busy=False)
        self._page.say(said, tone)
        self._page.focus_first()
        self.refresh()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()


def _made_words(target: Path) -> str:
    return _("A backup was made in {folder}, read back and opened.").format(folder=target)


def _see(desk: Desk, backups: Backups) -> _Seen:
    """Return what the card shows; this runs on the read lane."""
    state = see_backups(desk)
    target = target_of(state)
    return _Seen(state, target is not None and backups.is_same_disk(target), backups.sticks())


def _do(_desk: Desk, deed: Callable[[Told], object], *, watch: Watch) -> None:
    """Do a deed with backups; this runs on the link lane."""
    deed(watch.tell)
