"""Runs the help at the unlock window: the page of what to do, and behind it the recovery by custodians and a backup.

Passphrases are handed on and not kept, and keys are stretched off the GUI thread. The recovery itself is behind `Door`.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.texts import _ as mark
from tipdesk.services.closed_homes import Asked
from tipdesk.ui.choosing import Choosing
from tipdesk.ui.lanes import Ears, Lanes
from tipdesk.ui.recovery.help_page import HelpPage
from tipdesk.ui.recovery.page import RecoveryPage
from tipdesk.ui.recovery.restore_page import RestorePage
from tipdesk.ui.recovery.restore_presenter import RestorePresenter
from tipdesk.ui.translate import _
from tipdesk.ui.unlock.presenter import Door
from tipdesk.ui.unlock.view import UnlockView

ANSWERS = mark("Answers (*.tipanswer);;All files (*)")


class HelpPresenter(QObject):
    """The help of an unlock window; there is one of it, and its pages are built when they are first wanted.

    `opened` carries the session once the PC has opened, and `restored` says that a backup stands in place of the home.
    `let_go` and `hold` release and take the lock that the window has on its home.
    """

    opened = Signal(object)
    restored = Signal()

    def __init__(
        self,
        view: UnlockView,
        lanes: Lanes[Door[object]],
        choosing: Choosing,
        let_go: Callable[[], object],
        hold: Callable[[], object],
    ) -> None:
        super().__init__(view)
        self._view, self._lanes, self._choosing = view, lanes, choosing
        self._let_go, self._hold = let_go, hold
        self._restore: RestorePage | None = None
        self._help: HelpPage | None = None
        self._page: RecoveryPage | None = None
        self._answer: Path | None = None

    def show_help(self) -> None:
        """Show the page of what to do."""
        if self._help is None:
            page = self._help = HelpPage()
            page.back_pressed.connect(self._view.bring_back)
            page.code_pressed.connect(self._view.bring_back)
            page.custodians_pressed.connect(self._show_recovery)
            page.restore_pressed.connect(self._show_restore)
            self._view.destroyed.connect(page.deleteLater)
        self._view.bring(self._help)

    def _show_recovery(self) -> None:
        page = self._page or self._made()
        self._lanes.read(_has_asked, then=lambda asked: page.show_state(has_asked=asked), owner=page)
        self._view.bring(page)

    def _show_restore(self) -> None:
        if self._restore is None:
            page = self._restore = RestorePage()
            page.back_pressed.connect(self._view.bring_back)
            presenter = RestorePresenter(page, self._lanes, self._choosing, self._let_go, self._hold)
            presenter.restored.connect(self.restored)
            self._view.destroyed.connect(page.deleteLater)
        self._view.bring(self._restore)

    def _made(self) -> RecoveryPage:
        page = self._page = RecoveryPage()
        page.back_pressed.connect(self._view.bring_back)
        page.form.made.connect(self._ask)
        page.form.judge_asked.connect(self._judge)
        page.form.suggest_asked.connect(self._suggest)
        page.answer.file_pressed.connect(self._choose)
        page.answer.confirmed.connect(self._open)
        self._view.destroyed.connect(page.deleteLater)
        return page

    def _ask(self) -> None:
        page = self._page
        folder = self._choosing.folder(self._view, _("Choose the folder or stick for the request")) if page else None
        if page is None or folder is None:
            return
        login, words = str(page.form.login.value() or ""), page.form.edit.line.text()
        page.form.show_busy(is_busy=True)

        def asked(done: Asked) -> None:
            page.form.show_busy(is_busy=False)
            page.show_asked(done.file, done.digits)

        ears = Ears(asked, self._refuse, owner=page)
        self._lanes.link(_ask, login, words, folder, ears=ears)

    def _choose(self) -> None:
        file = self._choosing.file(self._view, _("Choose headquarters' answer"), _(ANSWERS))
        if file is not None and self._page is not None:
            self._answer = file
            self._page.answer.show_file(file)

    def _open(self, words: str) -> None:
        page = self._page
        if page is None or self._answer is None:
            return

        def refuse(problem: TipdeskError) -> None:
            page.answer.show_refusal(problem.text(_))

        self._lanes.link(_take, self._answer, words, ears=Ears(self.opened.emit, refuse, owner=page))

    def _judge(self, passphrase: str, login: str) -> None:
        page = self._page
        if page is None:
            return

        def weak(problem: TipdeskError) -> None:
            page.form.show_strength(problem.text(_))

        strong = Ears(lambda _done: page.form.show_strength(""), weak, owner=page)
        self._lanes.link(_judge, passphrase, login, ears=strong)

    def _suggest(self) -> None:
        if self._page is not None:
            self._lanes.link(_suggest, ears=Ears(self._page.form.show_words, self._refuse, owner=self._page))

    def _refuse(self, problem: TipdeskError) -> None:
        if self._page is not None:
            self._page.form.show_refusal(problem.text(_))


def _has_asked(door: Door[object]) -> bool:
    return door.has_asked()


def _ask(door: Door[object], login: str, passphrase: str, folder: Path) -> Asked:
    return door.ask_recovery(login, passphrase, folder)


def _take(door: Door[object], answer: Path, passphrase: str) -> object:
    return door.take_answer(answer, passphrase)


def _judge(door: Door[object], passphrase: str, login: str) -> None:
    door.judge(passphrase, login)


def _suggest(door: Door[object]) -> str:
    return door.suggest()
