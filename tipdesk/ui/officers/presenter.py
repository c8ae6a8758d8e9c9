"""Runs the page of officers: list them, give and renew passphrases, let somebody try again, remove somebody.

Passphrases are handed on and not kept, and keys are stretched off the GUI thread. What an officer's slot is, is behind
`Slots`.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.services.keys.officers.officers_here import Here, OfficerLine
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.results import Changed
from tipdesk.ui.lanes import Ears
from tipdesk.ui.notices import touches
from tipdesk.ui.officers.slots import Slots
from tipdesk.ui.officers.view import ADD, CHANGE, RESET, OfficersPage
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.line_model import Line

TONES = {Here.READY: "ok", Here.WAITING: "warn", Here.NONE: "neutral", Here.DISABLED: "danger", Here.MOVED: "danger"}


class OfficersPresenter(QObject):
    """Connects the page with the slots of this PC; it lives as long as its page.

    `lock` closes the window after a removal, so that the store gets its next key.
    """

    def __init__(self, page: OfficersPage, seat: Seat, slots: Slots, lock: Callable[[], object]) -> None:
        super().__init__(page)
        self._page, self._seat, self._slots, self._lock = page, seat, slots, lock
        self._lines: dict[object, OfficerLine] = {}
        self._deed, self._login, self._is_supervisor = "", "", True
        page.lines.chosen.connect(self._chose)
        page.asked.connect(self._open_form)
        page.removed.connect(self._remove)
        page.lifted.connect(self._lift)
        page.form.back.connect(self._back)
        page.form.made.connect(self._keep)
        page.form.judge_asked.connect(self._judge)
        page.form.suggest_asked.connect(self._suggest)
        seat.notices.subscribe(self._hear)
        self.refresh()

    def refresh(self) -> None:
        """Ask again which officers there are."""
        self._do(lambda slots: slots.find(), self._show, self._refuse_list)

    def _hear(self, changed: Changed) -> None:
        if touches(changed, "Officer", "Device", "Post"):
            self.refresh()

    def _show(self, lines: list[OfficerLine]) -> None:
        self._lines = {one.officer.login: one for one in lines}
        self._page.show_lines([self._line(one) for one in lines])
        self._chose(self._page.lines.subject())

    def _line(self, one: OfficerLine) -> Line:
        officer = one.officer
        cells = (officer.name or officer.login, officer.login, _(officer.state.value), str(one.failures or ""))
        return Line(cells, officer.login, {2: TONES[officer.state]})

    def _chose(self, login: object) -> None:
        one = self._lines.get(login)
        if one is None:
            self._page.show_chosen("", "", "", frozenset())
            return
        officer, deeds = one.officer, set()
        if not officer.has_slot:
            deeds.add(ADD)
        elif officer.officer != self._slots.own_officer():
            deeds |= {"remove"} | ({RESET} if officer.state in {Here.READY, Here.WAITING} else set())
            deeds |= {"lift"} if one.failures else set()
        name = f"{officer.name} ({officer.login})" if officer.name else officer.login
        self._page.show_chosen(name, _(officer.state.value), one.digits, frozenset(deeds))

    def _open_form(self, deed: str) -> None:
        login = self._page.lines.subject()
        self._deed = deed
        self._login = self._slots.own_login() if deed == CHANGE else str(login or "")
        self._page.say("", "info")
        self._page.open_form(deed, self._login)

    def _keep(self) -> None:
        page, login = self._page, self._login
        words, old = page.form.edit.line.text(), str(page.old.value() or "")
        page.form.show_busy(is_busy=True)
        deeds: dict[str, Callable[[Slots], object]] = {
            ADD: lambda slots: slots.add(login, words),
            RESET: lambda slots: slots.reset(login, words),
            CHANGE: lambda slots: slots.change(old, words),
        }
        self._do(deeds[self._deed], self._kept, lambda problem: page.form.show_refusal(problem.text(_)))

    def _kept(self, digits: object) -> None:
        self._page.form.show_busy(is_busy=False)
        self._back()
        if isinstance(digits, str):
            said = _("{login} unlocks this PC now. Read to headquarters: {digits}")
            self._page.say(said.format(login=self._login, digits=digits), "ok")
        else:
            self._page.say(_("Your passphrase has been changed."), "ok")

    def _back(self) -> None:
        self._page.close_form(is_supervisor=self._is_supervisor)
        self.refresh()

    def _remove(self) -> None:
        login = str(self._page.lines.subject() or "")
        self._do(lambda slots: slots.remove(login), lambda _done: self._lock(), self._refuse)

    def _lift(self) -> None:
        login = str(self._page.lines.subject() or "")
        said = _("{login} may try again.").format(login=login)
        self._do(lambda slots: slots.lift(login), lambda _done: self._told(said), self._refuse)

    def _told(self, said: str) -> None:
        self._page.say(said, "ok")
        self.refresh()

    def _judge(self, passphrase: str, _login: str) -> None:
        form, login = self._page.form, self._login
        self._do(
            lambda slots: slots.judge(passphrase, login),
            lambda _done: form.show_strength(""),
            lambda problem: form.show_strength(problem.text(_)),
        )

    def _suggest(self) -> None:
        self._do(lambda slots: slots.suggest(), self._page.form.show_words, self._refuse)

    def _refuse(self, problem: TipdeskError) -> None:
        self._page.say(problem.text(_), "warn")

    def _refuse_list(self, problem: TipdeskError) -> None:
        if problem.code == "not-allowed":
            self._is_supervisor = False
            self._page.show_only_own()
        else:
            self._refuse(problem)

    def _do(
        self,
        deed: Callable[[Slots], object],
        then: Callable[..., object],
        failed: Callable[[TipdeskError], object],
    ) -> None:
        def run(_desk: LinkDesk) -> object:
            return deed(self._slots)

        self._seat.lanes.link(run, ears=Ears(then, failed, owner=self))
