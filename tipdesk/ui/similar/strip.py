"""The strip of hints: up to three people known here who could be the one that is typed, each with why.

It has its place and its height from the start, and says so where there is no hint. It names nobody: people are called
by tag or code, and of a case that is closed to the officer it says only whom to ask. `Hinting` fills it.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from tipdesk.services.similar.find_similar import MOST_HINTS
from tipdesk.services.similar.hint import Hint
from tipdesk.ui.plain import button_text, set_name
from tipdesk.ui.theme import dye
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import icon_only, quiet
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.labels import caption, heading
from tipdesk.ui.widgets.one_line import OneLine
from tipdesk.ui.widgets.pill import Pill
from tipdesk.ui.widgets.room import keep_room


class HintSlot(QWidget):
    """The place of one hint."""

    def __init__(self, strip: "HintStrip") -> None:
        super().__init__()
        self.hint: Hint | None = None
        self._strip = strip
        self._can_link, self._can_part, self._is_line = strip.can_link, strip.can_part, strip.is_line
        self.likely, self.why = Pill(), ElidedLabel("small")
        self.open = quiet("", icon="folder", pressed=partial(self._press, strip.opened))
        self.same = quiet(_("Same person…"), icon="users", pressed=partial(self._press, strip.linked))
        words, parted = _("Not the same"), partial(self._press, strip.parted)
        self.other = icon_only(words, "x", pressed=parted) if strip.is_line else quiet(words, icon="x", pressed=parted)
        for part in self.buttons():
            dye(part, "guise", "foot-link")
            if not (self._is_line and part is self.same):  # in one line the reason has the room of what is not offered
                keep_room(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget, share in ((self.likely, 0), (self.open, 0), (self.why, 1)):
            row.addWidget(widget, share)
        for part in self.buttons()[1:]:
            row.addWidget(part)
        self.show_hint(None)

    def show_hint(self, hint: Hint | None) -> None:
        """Show a hint, or keep the place empty. What is only known to exist cannot be opened or denied."""
        self.hint = hint
        is_known = hint is not None and hint.person is not None
        named = self._named(hint) if hint and is_known else ()
        words, why = " · ".join(filter(None, named)), ", ".join(hint.reasons(_)) if hint else ""
        self.open.setText(button_text(words))
        set_name(self.open, _("Open {what}: {why}").format(what=words, why=why) if is_known else "")
        set_name(self.other, _("Not the same as {what}").format(what=words) if is_known else "")
        self.why.setText(f"{hint.reference} · {why}" if hint and not is_known else why)
        likely = _("Likely") if hint and hint.interrupts else _("Perhaps")
        self.likely.show_state(likely if hint else "", "warn" if hint and hint.interrupts else "neutral")
        self.likely.setVisible(hint is not None)
        self.open.setVisible(is_known)
        self.other.setVisible(is_known and self._can_part)
        self.same.setVisible(is_known and self._can_link and hint is not None and hint.case != self._strip.case)
        set_name(self.same, _("Same person as {what}…").format(what=words) if is_known else "")

    def _named(self, hint: Hint) -> tuple[str, ...]:
        return (hint.reference, hint.label) if self._is_line else (hint.reference, hint.title, hint.label)

    def _press(self, signal: SignalInstance) -> None:
        if self.hint is not None:
            signal.emit(self.hint)

    def buttons(self) -> list[QWidget]:
        """Return what can be pressed while there is a hint, in its order."""
        return [self.open, *([self.same] if self._can_link else []), self.other]


class HintStrip(QFrame):
    """The strip. `opened`, `parted` (*Not the same*) and `linked` (*Same person…*) carry the `Hint` that was pressed.

    `emptied` says that the last hint went from under the focus, which has then gone to what stands before the strip.

    `can_link` says whether *Same person…* is offered, and `can_part` *Not the same*. `case` is that of who is typed,
    where there is one: nobody is linked to somebody of the same case. With `is_line` there is room for
    one line alone: one hint is shown at a time, the likeliest first, and a button leads to the next.
    """

    opened = Signal(object)
    parted = Signal(object)
    linked = Signal(object)
    emptied = Signal()

    def __init__(
        self, *, is_line: bool = False, can_link: bool = False, can_part: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain" if is_line else "inset")
        self.can_link, self.can_part, self.is_line, self._is_quiet = can_link, can_part, is_line, False
        self._hints: Sequence[Hint] = ()
        self.case: bytes | None = None
        self._is_sought, self._at = False, 0
        self.state, self._front = OneLine("small"), QStackedWidget()
        self.slots = [HintSlot(self) for _number in range(1 if is_line else MOST_HINTS)]
        self.step = quiet("", pressed=self._step)
        dye(self.step, "guise", "foot-link")
        if is_line:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # it widens no pane
        for part in (self, self.step):
            keep_room(part)
        column, top = QVBoxLayout(self), QHBoxLayout()
        column.setSpacing(2)
        top.setSpacing(8)
        top.addWidget(caption(_("Who else?")) if is_line else heading(_("Who else could this be")))
        top.addWidget(self._front if is_line else self.state, 1)
        column.addLayout(top)
        if is_line:
            column.setContentsMargins(0, 0, 0, 0)
            self._front.addWidget(self.state)
            self._front.addWidget(self.slots[0])
            top.addWidget(self.step)
        else:
            column.setContentsMargins(12, 8, 12, 8)
            for slot in self.slots:
                column.addWidget(slot)
        self._show()

    def show_hints(self, hints: Sequence[Hint], *, is_sought: bool = True) -> None:
        """Show these hints, the likeliest first; `is_sought` says whether anything was asked at all."""
        if list(hints) != [*self._hints]:
            self._at = 0
        self._hints, self._is_sought = hints[:MOST_HINTS], is_sought
        self._show()

    def show_quiet(self, *, is_quiet: bool) -> None:
        """Keep out of sight while the person can see the screen, or come back; its place stays."""
        self._is_quiet = is_quiet
        self.setVisible(not is_quiet)
        self._show()

    def hints(self) -> list[Hint]:
        """Return what there is, also where one line shows the likeliest alone; nothing while it is quiet."""
        return [] if self._is_quiet else [*self._hints]

    def buttons(self) -> list[QWidget]:
        """Return what can be pressed while there are hints, from top to bottom."""
        return [*(button for slot in self.slots for button in slot.buttons()), *([self.step] if self.is_line else [])]

    def _step(self) -> None:
        self._at = (self._at + 1) % max(1, len(self._hints))
        self._show()

    def _show(self) -> None:
        shown = self.hints()
        is_left = not shown and any(button.hasFocus() for button in self.buttons())
        if is_left:
            self.buttons()[0].setFocus()
            self.focusNextPrevChild(False)
        for at, slot in enumerate(self.slots, self._at):
            slot.show_hint(shown[at] if at < len(shown) else None)
        self.state.setText(self._sentence(len(shown)))
        dye(self.state, "ink", "warn" if any(hint.interrupts for hint in shown) else None)
        if self.is_line:
            self._front.setCurrentIndex(1 if shown else 0)
            place = _("{number} of {count}").format(number=self._at + 1, count=len(shown))
            self.step.setText(place)
            set_name(self.step, _("{place}: show the next").format(place=place))
            self.step.setVisible(len(shown) > 1)
        if is_left:
            self.emptied.emit()

    def _sentence(self, count: int) -> str:
        if count:
            return plural("{count} person known here could be this one", "{count} people known here could be", count)
        if self._is_sought:
            return _("Nobody of whom you may know is like this person.")
        return _("While you type, TIPdesk looks whether the person is here already.")
