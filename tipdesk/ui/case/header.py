"""The head of an open case, in sight on every page of it: what the case is, how it stands, and what changes that.

The first line (`HeadLine`) names it. The card under it has the stage, the risk, who is in charge, who is in it, and
what is due next. Of several answers the more cautious one shows, and says that it is in dispute. Every
part has its place from the start, whatever it says. What a press does is up to `HeadDeeds`.
"""

from itertools import chain

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from tipdesk.domain.rules.access import Level
from tipdesk.domain.rules.caution import cautious_value, live_values
from tipdesk.domain.rules.childhood import hides_age, is_child_reported
from tipdesk.domain.rules.clocks.clock import State
from tipdesk.domain.rules.risks import LEVELS
from tipdesk.domain.rules.stages import step_of
from tipdesk.services.case.open_case import Workspace
from tipdesk.services.clocks.clock_words import brief_of, due_shown, sentence_of, short_of, what_of
from tipdesk.ui.case.head_line import HeadLine
from tipdesk.ui.case.stages import STEP_NAMES
from tipdesk.ui.disputes import risk_in, stage_in
from tipdesk.ui.plain import set_name, set_tip
from tipdesk.ui.theme import current
from tipdesk.ui.ticking import ticking
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.head_fact import CAPTION_ROOM, HeadFact
from tipdesk.ui.widgets.labels import PlainLabel
from tipdesk.ui.widgets.nav_rail import NARROW_BELOW, NARROW_TEXT
from tipdesk.ui.widgets.pill import Pill
from tipdesk.ui.widgets.risk_sign import RiskSign
from tipdesk.ui.widgets.stage_bar import StageBar
from tipdesk.ui.wording import Wording

HEIGHT, SIGN, CLOCK, EVERY_MS = 54, 16, 166, 60_000
CLOCK_LEAST, CAPTION_TIGHT, UNCROWDED = 74, 70, 1_640
"""The least room of the next deadline where there is little, and of what it is called where letters are large as well;
and the width of a window from which the stage is told by steps also beside what shows names."""
_TONES = {State.OVERDUE: "danger", State.WARNED: "warn", State.RUNNING: ""}
_LONG_NAME = "Cpl M. Samplez"
"""What an officer's name has room for; a longer one ends in dots."""


class CaseHeader(QFrame):
    """Two lines: what the case is, and how it stands.

    `left` is emitted when the officer goes back to the list, `unmask_pressed` when names and places are asked for, and
    `print_pressed` with whether these are to be printed too. `stage_pressed` carries the place of a step; risk, the
    officer in charge, the people and the next deadline have a signal of their own.
    """

    left = Signal()
    unmask_pressed = Signal()
    print_pressed = Signal(bool)
    stage_pressed = Signal(int)
    risk_pressed = Signal()
    charge_pressed = Signal()
    people_pressed = Signal()
    clock_pressed = Signal()

    def __init__(self, officer: bytes, *, can_print: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._officer, self._can_print = officer, can_print
        self._name, self._is_you, self._all = "", False, ""
        self._row = QHBoxLayout()
        self.line, self.stage = HeadLine(), StageBar([_(name) for name in STEP_NAMES])
        self._sign = RiskSign()
        self.risk = HeadFact(_("Risk"), self.risk_pressed.emit, self._sign)
        self.charge = HeadFact(_("In charge"), self.charge_pressed.emit)
        self.people = HeadFact(_("People"), self.people_pressed.emit)
        self.child_pill = Pill("", "danger")
        self.people.keep_room("000")
        self.people.add(
            self.child_pill, _("Ages hidden"), _("Child reported"), plural("{count} child", "{count} children", 88)
        )
        self._hidden = plain(_("Show names and places"), icon="eye", pressed=self.unmask_pressed.emit)
        set_name(self._hidden, _("Show names and places"))
        self._print = plain(_("Print"), icon="printer")
        set_name(self._print, _("Print case file"))
        set_tip(self._print, _("Print case file"))
        self._print.setMenu(self._kinds_of_print())
        self._clock_sign = PlainLabel()
        self.clock = HeadFact(_("Next deadline"), self.clock_pressed.emit, self._clock_sign)
        self._shown: tuple[Workspace, Wording] | None = None
        self._ticks = ticking(self, EVERY_MS, self._say_clock)
        self._lay_out()
        self.line.left.connect(self.left)
        self.stage.pressed.connect(self.stage_pressed)
        self.clear()

    def add(self, more: QPushButton) -> None:
        """Add the button with what else can be done at the end of the card."""
        self._row.addWidget(more)
        set_name(more, _("More"))
        set_tip(more, _("More"))
        more.setText("")  # dots alone: the words beside it need the room

    def clear(self) -> None:
        """Show no case, because another one is coming."""
        self._shown = None
        self.line.clear()
        self._card.hide()
        self._hidden.hide()

    def show_case(self, workspace: Workspace, wording: Wording) -> None:
        """Show how the case stands, and what this officer can do with it."""
        self.line.show_case(workspace)
        self._show_stage(workspace, wording)
        self._show_risk(workspace, wording)
        self._show_charge(workspace, wording)
        self._show_people(workspace)
        self._shown = (workspace, wording)
        self._say_clock()
        self._hidden.setVisible(_hides_something(workspace))
        self._print.setVisible(self._can_print)
        self._with_names.setEnabled(workspace.rights.to_print >= Level.IDENTITY)
        self._fit()
        self._card.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the stage as strokes, and short words, where the window has little room."""
        super().resizeEvent(event)
        self._fit()

    def _show_stage(self, workspace: Workspace, wording: Wording) -> None:
        is_listed_open = workspace.view.is_listed_open
        shown = stage_in(workspace.case, wording.label, is_listed_open=is_listed_open)
        stage = str(cautious_value(workspace.case, "status") or "")
        words = _("{stage}: a rule was passed").format(stage=shown.words)
        doubt = (words, _("Listed open")) if is_listed_open else ("", "")
        self.stage.show_stage(step_of(stage), shown.tip, is_disputed=shown.is_disputed, doubt=doubt)

    def _show_risk(self, workspace: Workspace, wording: Wording) -> None:
        levels = [wording.label("risk_level", one) for one in LEVELS]
        self.risk.keep_room(*levels, _("Not said yet"), is_whole=not self._is_tight())
        shown, level = risk_in(workspace.case, workspace.assessed, wording.label), workspace.risk
        self._sign.show_level(level)
        words = wording.label("risk_level", level) or _("Not said yet")
        self.risk.say(
            words,
            tone={"imminent": "danger", "high": "warn"}.get(level, "" if level else "muted"),
            doubt=_("disputed") if shown.is_disputed else "",
            tip=shown.tip,
            advice=_("Press to change it."),
        )

    def _show_charge(self, workspace: Workspace, wording: Wording) -> None:
        told = [one for one in live_values(workspace.case, "owner") if isinstance(one, bytes)]
        owner = cautious_value(workspace.case, "owner")
        self._name = wording.names.officer(owner) if owner else ""
        self._is_you = owner == self._officer
        self._all = " / ".join(sorted(wording.names.officer(one) for one in told)) if len(told) > 1 else ""
        self._say_charge()

    def _say_charge(self) -> None:
        if not self._name:
            words = _("Nobody yet")
        elif self._is_you:
            words = _("{name} (you)").format(name=self._name)
        else:
            words = self._name
        advice, doubt = _("Press to change it."), _("disputed") if self._all else ""
        short, tone = _("You") if self._is_you and self._name else "", "" if self._name else "warn"
        self.charge.say(words, short=short, tone=tone, doubt=doubt, tip=self._all or words, advice=advice)

    def _show_people(self, workspace: Workspace) -> None:
        people = [one.person for one in workspace.people]
        children = workspace.ages.count_children(people)
        if any(hides_age(one) for one in people):
            pill = _("Ages hidden")
        elif children:
            pill = plural("{count} child", "{count} children", children)
        else:
            pill = _("Child reported") if is_child_reported(workspace.reports) else ""
        self.child_pill.show_state(pill, "neutral" if pill == _("Ages hidden") else "danger")
        self.child_pill.setVisible(bool(pill))
        told = plural("{count} person", "{count} people", len(people))
        unsure = _("Whose age is not known for sure counts as a child.") if children else ""
        heard = ", ".join(part for part in (told, pill) if part)
        self.people.say(str(len(people)), tip=" ".join((f"{heard}.", unsure)).strip(), heard=heard)

    def _say_clock(self) -> None:
        """Say what is due next, and again each minute, since a clock runs out without anything being written."""
        if self._shown is None:
            return
        workspace, wording = self._shown
        clock, now = workspace.next_clock, int(wording.now().timestamp() * 1000)
        if clock is None:
            current().dress(self._clock_sign, "circle-check", "ok", SIGN)
            self.clock.call(_("Next deadline"), CAPTION_TIGHT if self._is_tight() else CAPTION_ROOM)
            self.clock.say(_("Nothing is due"), tone="muted", advice=_("Clocks stand here when they run."))
            return
        tone = _TONES[clock.state(now)]
        current().dress(self._clock_sign, "alert-triangle" if tone == "danger" else "clock", tone or "muted", SIGN)
        words, day = sentence_of(clock, now), due_shown(clock, wording.zone_minutes)
        tip = "\n".join((words, _("By {day}").format(day=day)))
        doubt = _("clock doubtful") if clock.is_doubtful else ""
        advice = _("Press to open what stops it.")
        if self._is_tight():
            self.clock.call(doubt or what_of(clock), CAPTION_TIGHT)
            self.clock.say(brief_of(clock, now), tone=tone, tip=tip, heard=words, advice=advice)
            return
        self.clock.call(what_of(clock))
        brief, told = brief_of(clock, now), short_of(clock, now)
        self.clock.say(told, short=brief, tone=tone, doubt=doubt, tip=tip, heard=words, advice=advice)

    def _kinds_of_print(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(_("Without names and places"), lambda: self.print_pressed.emit(False))
        self._with_names = menu.addAction(_("With names and places"), lambda: self.print_pressed.emit(True))
        return menu

    def _lay_out(self) -> None:
        self._card = QFrame()
        self._card.setProperty("guise", "card")
        row = self._row
        self._card.setLayout(row)
        row.setSpacing(6)
        row.addWidget(self.stage)
        for part in (self.risk, self.charge, self.people):
            row.addWidget(_upright())
            row.addWidget(part)
        row.addWidget(_upright())
        row.addWidget(self.clock, 1)
        row.addWidget(self._hidden)
        row.addWidget(self._print)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.line)
        column.addWidget(self._card)
        self._hidden.hide()
        current().changed.connect(self._fit)

    def _is_narrow(self) -> bool:
        return self.window().width() < NARROW_BELOW or current().text_percent >= NARROW_TEXT

    def _is_tight(self) -> bool:
        return self.window().width() < NARROW_BELOW and current().text_percent >= NARROW_TEXT

    def _give_clock_room(self) -> None:
        """Keep whole what is due next, as far as that cuts nothing else that has to be whole."""
        theme = current()
        self.clock.setMinimumWidth(theme.pixels(CLOCK_LEAST))
        spare = self.width() - self._row.minimumSize().width()
        self.clock.setMinimumWidth(theme.pixels(CLOCK_LEAST) + max(0, min(theme.pixels(CLOCK - CLOCK_LEAST), spare)))

    def _fit(self) -> None:
        theme, is_narrow = current(), self._is_narrow()
        self._row.setContentsMargins(8 if is_narrow else 14, 0, 8, 0)
        self._card.setMinimumHeight(theme.pixels(HEIGHT))
        is_crowded = self.window().width() < UNCROWDED and not self._hidden.isHidden()
        self.stage.show_narrow(is_narrow=is_narrow or is_crowded)
        self.charge.keep_room(_LONG_NAME if is_narrow else _("{name} (you)").format(name=_LONG_NAME))
        self._name_buttons(is_short=is_narrow)
        self._give_clock_room()
        if not is_narrow and self.clock.minimumWidth() < theme.pixels(CLOCK):
            self._name_buttons(is_short=True)  # a sign says as much as its word, and half a time says nothing
            self._give_clock_room()
        self._say_charge()
        self._say_clock()

    def _name_buttons(self, *, is_short: bool) -> None:
        for button, words in ((self._hidden, _("Show names")), (self._print, _("Print"))):
            button.setText("" if is_short else words)
            set_tip(button, button.accessibleName())


def _hides_something(workspace: Workspace) -> bool:
    """Tell whether something is held back that unmasking would show; what stays sealed it would not."""
    rows = (workspace.case, *chain.from_iterable(workspace.view.rows.values()))
    return workspace.view.masked and any(row.masked - row.sealed for row in rows)


def _upright() -> QFrame:
    line = QFrame()
    line.setProperty("guise", "upright")
    line.setFixedWidth(1)
    return line
