"""The desktop program: first run or unlock, then the window; locking ends the process and starts a fresh one.

There is one window for each home. The unlock window imports no database, no document and no form library, so that it
shows at once; what is made or unlocked is done off the GUI thread. `window` and `pages` wire what an open home shows.
"""

from __future__ import annotations

import gc
import sys
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from tipdesk import __version__
from tipdesk.adapters.system import resources
from tipdesk.adapters.system.paths import HomePaths, default_home
from tipdesk.domain.errors import TipdeskError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from tipdesk.bootstrap.one_window import OneWindow
    from tipdesk.ui.first_run.making import Maker
    from tipdesk.ui.lanes import Lanes
    from tipdesk.ui.recovery.presenter import HelpPresenter
    from tipdesk.ui.theme import Theme
    from tipdesk.ui.unlock.locked_deeds import LockedDeeds
    from tipdesk.ui.unlock.presenter import Door, UnlockPresenter
    from tipdesk.ui.unlock.view import UnlockView

D = TypeVar("D")
SETTLED_MS = 60
"""How many milliseconds after the unlock window was shown it is given what it does not need to be seen."""


class Desktop:
    """The windows of one process, one of them in front: the first run, the unlock window, or that of an open home.

    `start_fresh` is called with the home's folder when the officer locks, and `on_crash` with an error of our own.
    """

    def __init__(
        self,
        look: Theme,
        folder: Path,
        *,
        on_crash: Callable[[BaseException], object],
        start_fresh: Callable[[Path], object],
    ) -> None:
        self._look, self._on_crash, self._start_fresh = look, on_crash, start_fresh
        self._folder = folder.expanduser().absolute()
        self._one: OneWindow | None = None
        self._to_close: list[Callable[[], object]] = []
        self._unlocking: UnlockPresenter | None = None
        self._helping: HelpPresenter | None = None
        self.deeds: LockedDeeds | None = None
        self.front: QWidget | None = None

    def begin(self) -> None:
        """Show the unlock window, or the first run where there is no home yet."""
        from tipdesk.bootstrap.pc_choices import show_look
        from tipdesk.homes.readying import make_ready
        from tipdesk.ui.translate import _

        told = make_ready(self._folder)
        show_look(self._folder, self._look)
        if HomePaths(self._folder).exists():
            self.show_unlock(self._folder, " ".join(map(_, told)))
        else:
            self._show_first_run(told)

    def show_unlock(self, folder: Path, told: str = "") -> None:
        """Ask for a home's passphrase, telling what the start found. UserError `window-open` where another has it."""
        from PySide6.QtCore import QTimer

        from tipdesk.homes.training import read_training
        from tipdesk.ui.unlock.view import UnlockView, training_words

        self._folder, self._unlocking, self._helping = folder, None, None
        self._hold_window()
        view = UnlockView()
        view.unlock_pressed.connect(lambda login, words: self._settle(view).unlock(login, words))
        if training := read_training(HomePaths(folder)):
            view.show_banner(training_words(training.passphrase), training.passphrase)
        if told:
            view.show_banner(told)
        self._bring(view)
        QTimer.singleShot(SETTLED_MS, view, partial(self._settle, view))

    def _settle(self, view: UnlockView) -> UnlockPresenter:
        """Give the unlock window, once, what it need not have to be painted: soon, or when it is pressed."""
        from tipdesk.bootstrap.locked_guard import LockedGuard, plug_deeds
        from tipdesk.bootstrap.speaking import plug_languages
        from tipdesk.homes.door import HomeDoor
        from tipdesk.ui.lock.lock import Lock
        from tipdesk.ui.unlock.presenter import UnlockPresenter

        if self._unlocking is not None:
            return self._unlocking
        self._look.complete()
        view.complete()
        view.show_version(__version__)
        home = HomeDoor(self._folder)
        door: Door[object] = home
        lanes = self._lanes(door)
        presenter = self._unlocking = UnlockPresenter(lanes, view)
        home.step = lambda _rung, number, count: presenter.checking.emit(number, count)
        presenter.checking.connect(view.show_checking)
        presenter.several.connect(view.ask_officer)
        presenter.busy.connect(lambda: view.show_busy(is_busy=True))
        presenter.refused.connect(view.show_refusal)
        view.send_pressed.connect(presenter.send)
        presenter.disabled.connect(view.offer_send)
        presenter.told.connect(view.show_note)
        presenter.must_wait.connect(view.show_wait)
        presenter.code_right.connect(partial(self._choose, view, lanes))
        presenter.helpless.connect(partial(view.show_refusal, is_helpless=True))
        view.help_pressed.connect(lambda: self._help(view, lanes))
        presenter.opened.connect(lambda session: self._enter(lanes, session))
        presenter.begin()
        deeds = self.deeds = plug_deeds(view, self._folder, self._on_crash)
        restart = Lock(self.end, lambda: self._start_fresh(self._folder)).lock
        plug_languages(view, self._folder, restart)
        self.locked_guard = LockedGuard(view, lambda: deeds.is_writing, restart)
        self._to_close.append(self._end_deeds)
        return presenter

    def _choose(self, view: UnlockView, lanes: Lanes[Door[object]], login: str, code: str) -> None:
        """Let an officer who has typed a one-time code choose a new passphrase."""
        from tipdesk.ui.first_run.choosing import choose_in

        page = choose_in(view, lanes, login, code)
        page.chosen.connect(lambda session: self._enter(lanes, session))
        page.left.connect(view.bring_back)
        view.bring(page)

    def _help(self, view: UnlockView, lanes: Lanes[Door[object]]) -> None:
        """Show an officer who cannot unlock what can be done."""
        from tipdesk.ui.choosing import Dialogs
        from tipdesk.ui.recovery.presenter import HelpPresenter

        if self._helping is None:
            self._helping = HelpPresenter(view, lanes, Dialogs(), self._let_go, self._hold_window)
            self._helping.restored.connect(lambda: self._settle(view).begin())
            self._helping.opened.connect(lambda session: self._enter(lanes, session))
        self._helping.show_help()

    def _end_deeds(self) -> None:
        if self.deeds is not None:
            self.locked_guard.end()
            self.deeds.end()
        self.deeds = None

    def _show_first_run(self, told: list[str], *, is_chosen: bool = False) -> None:
        from tipdesk.bootstrap.speaking import plug_first_languages
        from tipdesk.homes.first_run import HomeMaker
        from tipdesk.ui.first_run.page import make_page

        self._look.complete()
        maker: Maker = HomeMaker(self._folder)
        lanes = self._lanes(maker)
        page = make_page(lanes, opened=lambda session: self._enter(lanes, session))
        page.training_made.connect(self.show_unlock)
        page.restore_asked.connect(self._show_restore)
        again = partial(self._show_first_run, told, is_chosen=True)
        plug_first_languages(page, self._folder, again, is_chosen=is_chosen)
        page.show_told(told)
        self._bring(page)

    def _show_restore(self) -> None:
        """Show the page on which a backup becomes the home of a PC that replaces one that broke."""
        from tipdesk.homes.door import HomeDoor
        from tipdesk.ui.recovery.restore_presenter import make_first

        door: Door[object] = HomeDoor(self._folder)
        page = make_first(self._lanes(door))
        page.back_pressed.connect(self.begin)
        self._bring(page)

    def _enter(self, lanes: Lanes[D], session: object) -> None:
        from tipdesk.bootstrap.pc_choices import remember_look
        from tipdesk.bootstrap.window import Window
        from tipdesk.homes.sessions import Session
        from tipdesk.ui.lock.lock import Lock

        if not isinstance(session, Session):
            raise TypeError
        self._folder = session.paths.folder
        self._hold_window()
        lock = Lock(self.end, lambda: self._start_fresh(self._folder))
        self.window = Window(self._look, session, on_crash=self._on_crash, on_lock=lock.lock, on_quit=lock.quit)
        self.window.plug_training(lambda other: lock.leave_for(partial(self._start_fresh, other)))
        self._bring(self.window.shell, self.window.shell.actions_known.press)
        lanes.close()
        self._end_deeds()
        self._to_close = [self.window.close, remember_look(self._folder, self._look)]

    def end(self) -> None:
        """Finish what is under way, close the store and let go of the home. Calling it twice does no harm."""
        for close in self._to_close:
            close()
        self._to_close.clear()
        self._let_go()

    def _bring(self, widget: QWidget, press: Callable[[str], object] | None = None) -> None:
        """Show a window before the one in front goes, so that the application does not end and no key is lost."""
        from tipdesk.ui.screen_fit import fit
        from tipdesk.ui.typed_ahead import GivingWay

        before, self.front = self.front, widget
        fit(widget)
        widget.show()
        if sys.platform == "win32":
            self._exclude(widget)
        if before is not None:
            GivingWay(before, widget, press)

    def _exclude(self, widget: QWidget) -> None:
        """Keep out of captures a window that comes before there is a guard, as passphrases are typed there."""
        from tipdesk.homes.training import is_training
        from tipdesk.ui.capture import affinity_here, exclude

        exclude(widget.windowHandle(), affinity_here(is_training=is_training(HomePaths(self._folder))))

    def _hold_window(self) -> None:
        from tipdesk.bootstrap.one_window import OneWindow

        if self._one is None:
            self._one = OneWindow()
            self._one.asked.connect(self._come_forward)
        self._one.hold(self._folder)

    def _let_go(self) -> None:
        if self._one is not None:
            self._one.release()

    def _come_forward(self) -> None:
        """Bring the window of this process to the front, because somebody started the program again."""
        if self.front is not None:
            from tipdesk.ui.coming_forward import come_forward

            come_forward(self.front)

    def _lanes(self, door: D) -> Lanes[D]:
        from tipdesk.ui.lanes import Lane, Lanes

        lanes = Lanes(dict.fromkeys(Lane, door), on_problem=self._on_crash, on_crash=self._on_crash)
        self._to_close.append(lanes.close)
        return lanes


def run_app(
    folder: Path | None = None, language: str | None = None, *, shown: Callable[[QWidget], object] | None = None
) -> int:
    """Run the desktop program on a home, by default this user's, until its window closes; return the exit status.

    `language` is spoken whatever was chosen. `shown` is called with the first window before it is painted.
    """
    gc.disable()  # what is made until the first window is there stays; `ui/collecting` begins with the first lane
    from tipdesk.bootstrap.late_signatures import load_signatures_late
    from tipdesk.bootstrap.speaking import begin_speaking, teach_qt

    load_signatures_late()
    from tipdesk.ui.app import DeskApp

    home = (folder or default_home()).expanduser().absolute()
    begin_speaking(home, language)
    app = DeskApp(sys.argv[:1], resources)
    teach_qt(app)
    desktop = Desktop(app.theme, home, on_crash=app.show_crash, start_fresh=_start_fresh)
    try:
        desktop.begin()
    except TipdeskError as refusal:
        app.show_refusal(refusal)
        return refusal.exit_status
    if shown is not None and desktop.front is not None:
        shown(desktop.front)
    from PySide6.QtCore import QTimer

    QTimer.singleShot(SETTLED_MS, app, partial(_warm_up, app, home))  # while the officer types
    status = app.exec()
    desktop.end()
    return status


def _warm_up(app: QObject, home: Path) -> None:
    from tipdesk.bootstrap.warming import begin_warming

    begin_warming(app, home)


def _start_fresh(folder: Path) -> None:
    from tipdesk.ui.lock.lock import start_fresh, window_program

    program = [] if getattr(sys, "frozen", False) else ["-m", "tipdesk"]
    start_fresh(window_program(sys.executable), [*program, "--home", str(folder)])
