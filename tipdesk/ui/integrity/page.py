"""Adds to the window the page of its store's state, the warning above every page, and the question once a shift.

`plug` is all that bootstrap calls. A warning that begins while the window is open is shown at once.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.texts import _ as mark
from tipdesk.services.integrity.shift_words import is_due, note_compared
from tipdesk.ui.actions import Action
from tipdesk.ui.integrity.backup_deeds import Backups
from tipdesk.ui.integrity.backup_presenter import BackupPresenter
from tipdesk.ui.integrity.backup_watch import BackupWatch
from tipdesk.ui.integrity.view import StorePage
from tipdesk.ui.integrity.whole_store import ShownWords, WholeStore
from tipdesk.ui.integrity.words import banner_words
from tipdesk.ui.lanes import Ears
from tipdesk.ui.seat import STORE_PAGE, Seat
from tipdesk.ui.shell import Page
from tipdesk.ui.sync.outside import apart
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain, quiet


class StorePresenter(QObject):
    """Connects the page with the store's state; it lives as long as its page.

    `strip` shows the warning above every page.
    """

    def __init__(self, page: StorePage, seat: Seat, whole: WholeStore, strip: "StoreStrip") -> None:
        super().__init__(page)
        self._page, self._seat, self._whole, self._strip = page, seat, whole, strip
        page.words.show_pressed.connect(self._ask_words)
        page.compare.compared.connect(self._compare)
        strip.shown.connect(self._show_noticed)
        self._show_noticed()

    def _show_noticed(self) -> None:
        self._page.show_noticed(self._whole.noticed())

    def _ask_words(self) -> None:
        self._seat.lanes.write(apart, self._whole.words, then=self._show_words, owner=self)

    def _show_words(self, shown: ShownWords) -> None:
        now = time_text(self._seat.now_ms(), self._seat.offset_minutes(), self._seat.now_ms())
        note = _("Entry {seq}, {time}. Write the time beside them.").format(seq=shown.seq, time=now)
        self._page.words.show_words(shown.words, note)
        self._note()

    def _compare(self, text: str) -> None:
        ears = Ears(self._compared, self._refused, owner=self)
        self._seat.lanes.link(apart, partial(self._whole.compare, text), ears=ears)

    def _compared(self, seq: int | None) -> None:
        self._page.compare.clear()
        if seq is None:
            self._seat.refresh_actor()
            self._page.say(_("These words are not of the records on this PC. Nothing can be saved now."), "danger")
            self._strip.show()
            return
        self._note()
        self._page.say(_("The words are of entry {seq} of this PC. All is well.").format(seq=seq), "ok")

    def _note(self) -> None:
        """Note that this shift has its words, so that nobody is asked again before the next one."""
        if self._whole.noticed() is None:
            self._seat.lanes.write(note_compared, owner=self)
            self._strip.take_away()

    def _refused(self, problem: TipdeskError) -> None:
        self._page.compare.field.refuse(problem.text(_))


class StoreStrip(QObject):
    """The strip above every page: the warning, or once a shift the question for the register.

    `shown` says that the warning is there.
    """

    shown = Signal()

    def __init__(self, seat: Seat, whole: WholeStore) -> None:
        super().__init__(seat.shell)
        self._seat, self._whole = seat, whole
        self._strip: Banner | None = None

    def show(self) -> None:
        """Show the warning, where something was noticed."""
        noticed = self._whole.noticed()
        if noticed is not None:
            self._put(Banner(banner_words(noticed), "danger"), _("What this means"))
            self.shown.emit()

    def ask(self, is_due: bool) -> None:  # noqa: FBT001 - the answer of a lane
        """Ask for the words of the shift register, where that is due and nothing was noticed."""
        if is_due and self._whole.noticed() is None:
            strip = Banner(_("A new shift: compare this PC with the eight words in the shift register."), "info")
            self._put(strip, _("Compare"))
            strip.add_button(quiet(_("Later"), pressed=self.take_away))

    def take_away(self) -> None:
        """Take the question away; a warning stays."""
        if self._strip is not None and self._whole.noticed() is None:
            self._strip.hide()

    def _put(self, strip: Banner, label: str) -> None:
        if self._strip is not None:
            self._strip.hide()
        strip.add_button(plain(label, pressed=lambda: self._seat.go(STORE_PAGE)))
        self._strip = strip
        self._seat.shell.show_banner(strip)


def plug(seat: Seat, whole: WholeStore, backups: Backups) -> Callable[[], object]:
    """Add the page and its actions to a window, and ask for what is due.

    Returns the function that shows the warning, where there is one.
    """
    strip = StoreStrip(seat, whole)
    watch = BackupWatch(seat, backups) if whole.noticed() is None else None

    def make() -> QWidget:
        page = StorePage()
        StorePresenter(page, seat, whole, strip)
        presenter = BackupPresenter(page, seat, backups, lambda: whole.noticed() is None)
        if watch is not None:
            presenter.made.connect(watch.refresh)
            watch.changed.connect(presenter.refresh)
        return page

    label = mark("This PC's records")
    seat.shell.add_page(Page(STORE_PAGE, label, "shield", make, under="home"))
    go = partial(seat.go, STORE_PAGE)
    for action in (
        Action(
            "store", mark("Words for the shift register"), go, "", "list-check", words=mark("check integrity shift")
        ),
        Action(
            "backup", mark("Backup of this PC"), go, "", "device-floppy", words=mark("save copy stick restore disk")
        ),
    ):
        seat.shell.actions_known.add(action)
    seat.lanes.read(is_due, then=strip.ask, owner=strip)
    return strip.show
