"""What surrounds an open case: the question on first opening, emergencies with their hour, acting before asking.

What was refused says how to go on. A case that is open in an emergency says so, with the minutes left, for as long as
it is. The case itself is the part of `CasePresenter`, and the dialogs are made in `questions` and `people`.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rules.deeds import Deed
from tipdesk.services.access.act_now import act_now, minutes_left
from tipdesk.services.access.declare_interest import SAY_FIRST, declare_interest
from tipdesk.services.access.emergency import open_in_emergency
from tipdesk.services.case.find_case_lines import CaseLine, find_case_lines
from tipdesk.services.case.open_case import Workspace
from tipdesk.services.results import Changed
from tipdesk.ui.access.agreeing import ask_then_do
from tipdesk.ui.access.interest_card import InterestCard
from tipdesk.ui.access.people import People
from tipdesk.ui.access.questions import (
    GROUND,
    PASSPHRASE,
    REASON,
    ask_act_now,
    ask_emergency,
    ask_interest,
    ground_field,
)
from tipdesk.ui.access.sharing import Sharing
from tipdesk.ui.seat import SHARE, Seat
from tipdesk.ui.spoken import speak
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain

EVERY_MS = 15_000
NOT_ALLOWED, LIMIT = "not-allowed", "emergency-limit"


class AccessBar(QWidget):
    """What stands below the tabs of a case, where its coming moves nothing: at most one of its parts is seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shut, self.masked, self.open = Banner("", "warn"), Banner("", "warn"), Banner("", "danger")
        self.interest = InterestCard()
        self.more = plain(_("More"), icon="dots")
        self.emergency = plain(_("Open in an emergency…"), icon="eye")
        self.now = plain(_("Show them now…"), icon="eye")
        self.shut.add_button(self.emergency)
        self.masked.add_button(self.now)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.shut, self.masked, self.open, self.interest):
            column.addWidget(part)
        self.say_nothing()

    def say_nothing(self) -> None:
        """Hide all parts."""
        for part in (self.shut, self.masked, self.open, self.interest):
            part.hide()
        self.hide()

    def ask(self, reference: str, title: str) -> None:
        """Ask whether the officer knows anybody in the case."""
        self.say_nothing()
        self.show()
        self.interest.ask(reference, title)

    def give_way(self) -> None:
        """Make room for a new refusal by hiding the old one; an hour that runs, or a question, stays."""
        if self.open.isHidden() and self.interest.isHidden():
            self.say_nothing()

    def say(self, part: Banner, sentence: str) -> None:
        """Show one of the strips with a sentence, and speak it."""
        self.say_nothing()
        part.say(sentence, "danger" if part is self.open else "warn")
        self.show()
        part.show()
        speak(part, sentence)


class AccessDeeds(QObject):
    """Does what an officer can do about access to the open case.

    `asked_again` says that the case may be open now, and carries whether it is to be shown with names and places.
    `left` says that the case is to be closed, and `print_asked` that it is to be printed with names.
    """

    asked_again = Signal(bool)
    left = Signal()
    print_asked = Signal()

    def __init__(self, seat: Seat, bar: AccessBar, parent: QObject) -> None:
        super().__init__(parent)
        self._seat, self._bar = seat, bar
        self._case: bytes | None = None
        self._reference = ""
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._count)
        bar.emergency.clicked.connect(lambda _checked=False: self._ask_emergency(is_limit=False))
        bar.now.clicked.connect(lambda _checked=False: self._ask_now("unmask"))
        bar.interest.nobody_pressed.connect(self._declare_nobody)
        bar.interest.somebody_pressed.connect(self._ask_interest)
        bar.interest.left.connect(self.left)
        bar.more.setMenu(self._menu())
        bar.more.hide()

    @property
    def asks(self) -> dict[str, Callable[[], object]]:
        """What is asked about the case in front, by its name among the actions."""
        return {SHARE: self._ask_share}

    def show(self, workspace: Workspace) -> None:
        """Note which case is on the screen, and show the minutes left where it is open in an emergency."""
        self._case, self._reference = workspace.view.id, workspace.view.reference
        self._bar.say_nothing()
        self._bar.more.show()
        self._people.setEnabled(Deed.EXCLUDE in workspace.rights.deeds)
        self._share.setEnabled(Deed.SHARE in workspace.rights.deeds)
        self._show_minutes(workspace.rights.minutes)

    def takes(self, case: bytes | None, problem: TipdeskError, *, is_shown: bool) -> bool:
        """Say how to go on after a refusal, and return whether this was one of those that are dealt with here.

        `is_shown` means that the case is on the screen and that something more of it was refused.
        """
        if case is None:
            return False
        self._case = case
        self._reference = str(problem.values.get("reference") or self._reference)
        if problem.code == SAY_FIRST:
            self._bar.ask(self._reference, "")
            self._seat.lanes.read(find_case_lines, [case], then=self._name_asked, key="interest-case", owner=self)
        elif problem.code == NOT_ALLOWED and is_shown:
            self._bar.say(self._bar.masked, _("Only the officer in charge and your supervisor show names and places."))
        elif problem.code == NOT_ALLOWED and self._seat.confirm is not None:
            self._bar.say(self._bar.shut, problem.text(_))
        else:
            return False
        return True

    def _name_asked(self, lines: list[CaseLine]) -> None:
        for line in lines:
            if line.summary.id == self._case and not self._bar.interest.isHidden():
                self._bar.ask(line.summary.reference, line.summary.title)

    def clear(self) -> None:
        """Forget the case, because none is on the screen any more."""
        self._case, self._reference = None, ""
        self._timer.stop()
        self._bar.say_nothing()
        self._bar.more.hide()

    def _menu(self) -> QMenu:
        menu = QMenu(self._bar)
        self._people = menu.addAction(_("Who may see this case…"), self._ask_people)
        self._share = menu.addAction(_("Share with another post…"), self._ask_share)
        menu.addAction(_("I know somebody in this case…"), self._ask_interest)
        menu.addAction(_("Print with names now, be reviewed…"), lambda: self._ask_now("print_identity"))
        return menu

    def _count(self) -> None:
        if self._case is not None:
            self._seat.lanes.read(minutes_left, self._case, then=self._show_minutes, key="emergency-left", owner=self)

    def _show_minutes(self, minutes: int) -> None:
        was_open = self._timer.isActive()
        if minutes:
            sentence = plural(
                "Open to you without the usual right: {count} minute left. You will be asked about it.",
                "Open to you without the usual right: {count} minutes left. You will be asked about it.",
                minutes,
            )
            self._bar.say(self._bar.open, sentence)
            self._timer.start()
        elif was_open:
            self._timer.stop()
            self._bar.say_nothing()
            self.asked_again.emit(False)

    def _declare_nobody(self) -> None:
        self._seat.lanes.write(
            declare_interest,
            self._case,
            knows_somebody=False,
            then=lambda _changed: self.asked_again.emit(False),
            failed=self._refused,
            owner=self,
        )

    def _refused(self, problem: TipdeskError) -> None:
        self._seat.say(problem.text(_))

    def _ask_interest(self) -> None:
        def deed(said: dict[str, object]) -> tuple[Callable[..., Changed], tuple[object, ...]]:
            return partial(declare_interest, knows_somebody=True, words=str(said[REASON] or "")), (self._case,)

        def then() -> None:
            self._seat.say(_("The case is closed to you. Your supervisor and headquarters are told."))
            self.left.emit()

        ask_then_do(ask_interest(self._bar.window()), self._seat.lanes, deed, then)

    def _ask_people(self) -> None:
        if self._case is not None:
            People(self._seat, self._case, self._reference, self._bar.window()).open(self._refused)

    def _ask_share(self) -> None:
        if self._case is not None:
            may = self._share.isEnabled()
            Sharing(self._seat, self._case, self._reference, self._bar.window(), may=may).open(self._refused)

    def _ask_emergency(self, *, is_limit: bool) -> None:
        wording, confirm = self._seat.wording, self._seat.confirm
        ground = ground_field(wording.codes, wording.language) if is_limit else None
        dialog = ask_emergency(self._reference, self._bar.window(), ground)

        def refused(problem: TipdeskError) -> None:
            if problem.code == LIMIT and not is_limit:
                dialog.reject()
                self._ask_emergency(is_limit=True)
            else:
                dialog.refuse(problem)

        def do(said: dict[str, object]) -> None:
            arguments = (self._case, str(said[REASON] or ""), confirm, str(said[PASSPHRASE]))
            chosen = said.get(GROUND)
            self._seat.lanes.write(
                open_in_emergency,
                *arguments,
                ground=str(chosen or "") if is_limit else None,
                then=lambda _changed: self._opened(dialog),
                failed=refused,
                owner=dialog,
            )

        dialog.agreed.connect(do)
        dialog.open()

    def _opened(self, dialog: AskDialog) -> None:
        dialog.accept()
        self.asked_again.emit(True)

    def _ask_now(self, rule: str) -> None:
        wording = self._seat.wording
        is_print = rule == "print_identity"
        dialog = ask_act_now(
            _("Print with names now") if is_print else _("Show names and places now"),
            _("&Print now") if is_print else _("&Show now"),
            ground_field(wording.codes, wording.language),
            self._bar.window(),
        )

        def deed(said: dict[str, object]) -> tuple[Callable[..., Changed], tuple[object, ...]]:
            return act_now, (self._case, rule, str(said[GROUND] or ""), str(said[REASON] or ""))

        then = self.print_asked.emit if is_print else partial(self.asked_again.emit, True)
        ask_then_do(dialog, self._seat.lanes, deed, then)
