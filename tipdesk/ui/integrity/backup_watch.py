"""Makes the backup that is due while the window is open, and shows at its foot how old the last one is.

It asks soon after the unlock and once a minute, and makes a backup on the link lane. Where the folder or stick is not
there, that is told above every page, and it goes on by itself once it is; anything else that fails is tried again after
an hour. Whether a backup is due is told by `see_backups`, and making it is done by `Backups`.
"""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from tipdesk.domain.errors import TipdeskError
from tipdesk.services.backups.plan import BackupState, see_backups
from tipdesk.services.desk import Desk
from tipdesk.ui.integrity.backup_deeds import Backups
from tipdesk.ui.integrity.backup_words import days_words, foot_words
from tipdesk.ui.lanes import Ears, Watch
from tipdesk.ui.plain import set_name, set_tip
from tipdesk.ui.seat import STORE_PAGE, Seat
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain, quiet

SOON_MS, EVERY_MS, AGAIN_MS = 20_000, 60_000, 60 * 60_000
_MISSING = frozenset({"backup-place-gone", "other-place", "disk-gone"})
"""Refusals that cost nothing to ask about again: the stick is plugged in, and the next minute makes the backup."""


class BackupWatch(QObject):
    """The watch of a window; there is one of it.

    `soon_ms` is how long after the unlock a backup that is due is made. `changed` says that the state of the backups is
    another.
    """

    changed = Signal()

    def __init__(self, seat: Seat, backups: Backups, soon_ms: int = SOON_MS) -> None:
        super().__init__(seat.shell)
        self._seat, self._backups = seat, backups
        self._state: BackupState | None = None
        self._is_making = False
        self._since_failed = QElapsedTimer()
        self._strip: Banner | None = None
        self.sign = quiet("", icon="device-floppy", pressed=lambda: seat.go(STORE_PAGE))
        self.sign.setProperty("guise", "foot")
        seat.shell.statusBar().addPermanentWidget(self.sign)
        self.sign.hide()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.make_due)
        self._timer.start()
        QTimer.singleShot(soon_ms, self, self.make_due)
        self.refresh()

    def refresh(self) -> None:
        """Ask how old the last backup is, and show it at the foot of the window."""
        self._seat.lanes.read(see_backups, then=self._show, key="backup-sign", owner=self)

    def make_due(self) -> None:
        """Make the backup that is due, where it is time to try."""
        self._seat.lanes.read(see_backups, then=self._judge, key="backup-due", owner=self)

    def _show(self, state: BackupState) -> None:
        text = foot_words(state.last, self._seat.offset_minutes(), self._seat.now_ms())
        is_well = state.last is not None and not state.is_due
        self.sign.setText(text)
        set_name(self.sign, text)
        set_tip(self.sign, _("Backups of this PC"))
        current().dress(self.sign, "device-floppy" if is_well else "alert-triangle", "muted" if is_well else "warn", 16)
        self.sign.show()
        if self._strip is not None and not state.is_due:
            self._strip.hide()
        if state != self._state:
            self._state = state
            self.changed.emit()

    def _judge(self, state: BackupState) -> None:
        self._show(state)
        waits = self._since_failed.isValid() and self._since_failed.elapsed() < AGAIN_MS
        if state.is_due and not self._is_making and not waits:
            self._is_making = True
            ears = Ears(self._made, lambda problem: self._failed(state, problem), self._stopped, self._unheard, self)
            self._seat.lanes.link(_make, self._backups, ears=ears)

    def _made(self, is_made: bool) -> None:  # noqa: FBT001 - the answer of a lane
        self._is_making = False
        if is_made:
            self._seat.say(_("A backup of this PC was made, read back and opened."))
        self.refresh()

    def _stopped(self) -> None:
        self._is_making = False

    def _unheard(self, _done: int, _total: int, _step: str) -> None:
        """Show no progress; but whoever asks for it is stopped when the window closes."""

    def _failed(self, state: BackupState, problem: TipdeskError) -> None:
        self._is_making = False
        if problem.code not in _MISSING:
            self._since_failed.start()
        sentence = f"{days_words(state)} {problem.text(_)}"
        if self._strip is None:
            self._strip = Banner(sentence, "warn")
            self._strip.add_button(plain(_("Backups"), pressed=lambda: self._seat.go(STORE_PAGE)))
            self._strip.add_button(quiet(_("Later"), pressed=self._strip.hide))
            self._seat.shell.show_banner(self._strip)
        elif self._strip.accessibleName() != sentence:
            self._strip.say(sentence, "warn")
            self._strip.show()


def _make(_desk: Desk, backups: Backups, *, watch: Watch) -> bool:
    """Make the backup that is due; this runs on the link lane."""
    return backups.make_planned(watch.tell)
