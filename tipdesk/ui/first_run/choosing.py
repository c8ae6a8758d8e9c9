"""The page on which an officer with a one-time code chooses a new passphrase, in place of the unlock card.

The code is handed on together with the passphrase, and is not kept beyond the page. Opening is behind `Door`.
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tipdesk.domain.errors import TipdeskError
from tipdesk.ui.first_run.officer_form import OfficerForm
from tipdesk.ui.lanes import Ears, Lanes
from tipdesk.ui.translate import _
from tipdesk.ui.unlock.presenter import Door
from tipdesk.ui.widgets.scrolled import centred, scrolled


class ChoosePage(QWidget):
    """The page; `chosen` carries the session, and `left` says that the officer goes back."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, lanes: Lanes[Door[object]], login: str, code: str) -> None:
        super().__init__()
        self.setWindowTitle(_("New passphrase · TIPdesk"))
        self.setProperty("guise", "page")
        self._lanes, self._login, self._code = lanes, login, code
        self.form = form = OfficerForm(
            _("Choose a new passphrase"), _("The code is right. It is spent once you have chosen a passphrase.")
        )
        form.fix_login(login or "-")
        form.made.connect(self._make)
        form.back.connect(self.left)
        form.judge_asked.connect(self._judge)
        form.suggest_asked.connect(self._suggest)
        inside = QWidget()
        inside.setProperty("guise", "page")
        outer = QVBoxLayout(inside)
        outer.addLayout(centred(form))
        outer.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(inside))

    def _make(self) -> None:
        self.form.show_busy(is_busy=True)
        words = self.form.edit.line.text()
        ears = Ears(self._opened, self._refuse, owner=self)
        self._lanes.link(_choose, self._login, self._code, words, ears=ears)

    def _opened(self, session: object) -> None:
        self.form.forget()
        self.chosen.emit(session)

    def _refuse(self, problem: TipdeskError) -> None:
        self.form.show_refusal(problem.text(_))

    def _judge(self, passphrase: str, login: str) -> None:
        def weak(problem: TipdeskError) -> None:
            self.form.show_strength(problem.text(_))

        strong = Ears(lambda _done: self.form.show_strength(""), weak, owner=self)
        self._lanes.link(_judge, passphrase, login, ears=strong)

    def _suggest(self) -> None:
        self._lanes.link(_suggest, ears=Ears(self.form.show_words, self._refuse, owner=self))


def choose_in(parent: QObject, lanes: Lanes[Door[object]], login: str, code: str) -> ChoosePage:
    """Return the page, which is deleted together with `parent`."""
    page = ChoosePage(lanes, login, code)
    parent.destroyed.connect(page.deleteLater)
    return page


def _choose(door: Door[object], login: str, code: str, passphrase: str) -> object:
    return door.choose(login, code, passphrase)


def _judge(door: Door[object], passphrase: str, login: str) -> None:
    door.judge(passphrase, login)


def _suggest(door: Door[object]) -> str:
    return door.suggest()
