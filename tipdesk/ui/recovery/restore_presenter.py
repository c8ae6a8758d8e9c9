"""Puts a backup back from the unlock window: the backup that was chosen, and the deed on the link lane.

The passphrase is handed on and not kept. The home is renamed meanwhile, so the window lets go of its lock on it and
takes it again whatever came of it. The deed itself is behind `Door`.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.texts import _ as mark
from tipdesk.services.closed_homes import PutBack, SeenBackup
from tipdesk.ui.choosing import Choosing, Dialogs
from tipdesk.ui.lanes import Ears, Lanes, Watch
from tipdesk.ui.recovery.restore_page import RestorePage
from tipdesk.ui.sync.words import joined, size_words
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _, plural
from tipdesk.ui.unlock.presenter import Door

AT_HEADQUARTERS = mark(
    "At their next two syncs the posts send again what the backup lacks. Then look at the page Keys: it says whether "
    "the keys must be renewed."
)


class RestorePresenter(QObject):
    """Connects the page of a backup with the home; it lives as long as its page.

    `restored` says that another home stands there now. `let_go` and `hold` release and take the window's own lock.
    """

    restored = Signal()

    def __init__(
        self,
        page: RestorePage,
        lanes: Lanes[Door[object]],
        choosing: Choosing,
        let_go: Callable[[], object],
        hold: Callable[[], object],
    ) -> None:
        super().__init__(page)
        self._page, self._lanes, self._choosing = page, lanes, choosing
        self._let_go, self._hold = let_go, hold
        self._backup: SeenBackup | None = None
        page.backup.folder_pressed.connect(self._choose)
        page.backup.confirmed.connect(self._put_back)

    def _choose(self) -> None:
        folder = self._choosing.folder(self._page, _("Choose the folder of the backup"))
        if folder is None:
            return

        def refused(problem: TipdeskError) -> None:
            self._backup = None
            self._page.backup.show_no_backup(problem.text(_))

        self._lanes.read(_see, folder, then=self._show, failed=refused, key="restore-seen", owner=self)

    def _show(self, seen: SeenBackup) -> None:
        self._backup = seen
        whose = _("Headquarters") if seen.is_headquarters else _("A post's PC")
        made = time_text(seen.made_at, seen.offset_minutes, seen.now_ms)
        self._page.backup.show_backup(joined([seen.folder.name, whose, made, size_words(seen.size)]))

    def _put_back(self, passphrase: str) -> None:
        if self._backup is None:
            return
        login = str(self._page.backup.officer.value() or "")
        self._page.show_busy(is_busy=True)
        self._let_go()
        ears = Ears(self._done, self._refused, self._stopped, self._told, self)
        self._lanes.link(_put, self._backup.folder, login, passphrase, ears=ears)

    def _told(self, number: int, count: int, _step: str) -> None:
        self._page.backup.show_step(number, count)

    def _done(self, done: PutBack) -> None:
        over = plural(
            "{count} later entry was brought over.", "{count} later entries were brought over.", done.brought_over
        )
        result = _("All up to entry {up_to} is back.").format(up_to=done.up_to)
        kept = _("What was here before is kept in {folder}.").format(folder=done.kept) if done.kept else ""
        is_headquarters = self._backup is not None and self._backup.is_headquarters
        then = _(AT_HEADQUARTERS) if is_headquarters else _("Ring headquarters and sync: what it has comes down.")
        self._page.show_done(f"{result} {over}", kept, then)
        self._hold_again()
        self.restored.emit()

    def _refused(self, problem: TipdeskError) -> None:
        self._page.show_busy(is_busy=False)
        self._page.backup.show_refusal(problem.text(_))
        self._hold_again()

    def _stopped(self) -> None:
        """Do nothing, since it is stopped only when the window is closing."""

    def _hold_again(self) -> None:
        try:
            self._hold()
        except TipdeskError as refusal:
            self._page.backup.show_refusal(refusal.text(_))


def make_first(lanes: Lanes[Door[object]]) -> RestorePage:
    """Return the page as a window for a PC that has no home yet, where nothing is held and nothing is let go of."""
    page = RestorePage(is_first=True)
    page.resize(1000, 680)
    RestorePresenter(page, lanes, Dialogs(), lambda: None, lambda: None)
    return page


def _see(door: Door[object], folder: Path) -> SeenBackup:
    return door.see_backup(folder)


def _put(door: Door[object], folder: Path, login: str, passphrase: str, *, watch: Watch) -> PutBack:
    """Put the backup back; this runs on the link lane."""
    return door.put_back(folder, login, passphrase, watch.tell)
