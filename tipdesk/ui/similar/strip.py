"""The strip of hints: up to three people known here who could be the one that is typed, each with why.

It has its place and its height from the start, and says so where there is no hint. It names nobody: people are called
by tag or code, and of a case that is closed to the officer it says only whom to ask. `Hinting` fills it.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.services.similar.find_similar import MOST_HINTS
from tipdesk.services.similar.hint import Hint
from tipdesk.ui.plain import button_text, set_name
from tipdesk.ui.theme import dye
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import icon_only, quiet
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.labels import heading
from tipdesk.ui.widgets.one_line import OneLine
from tipdesk.ui.widgets.pill import Pill
from tipdesk.ui.widgets.room import keep_room


class HintSlot(QWidget):
    """The place of one hint; with `is_narrow` its reasons stand below, else beside."""

    def __init__(self, strip: "HintStrip", *, is_narrow: bool) -> None:
        super().__init__()
        self.hint: Hint | None = None
        self.likely, self.why = Pill(), ElidedLabel("small", 2 if is_narrow else 1)
        self.open = quiet("", icon="folder", pressed=partial(self._press, strip.opened))
        self.same = quiet(_("Same person…"), icon="users", pressed=partial(self._press, strip.linked))
        self.other = icon_only(_("Not the same"), "x", pressed=partial(self._press, strip.parted))
        for part in (self.open, self.other):
            keep_room(part)
        if not strip.can_link:
            self.same.hide()
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.likely)
        top.addWidget(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(top)
        if is_narrow:
            top.addStretch(1)
            column.addWidget(self.why)
        else:
            top.addWidget(self.why, 1)
        top.addWidget(self.same)
        top.addWidget(self.other)
        self.show_hint(None)

    def show_hint(self, hint: Hint | None) -> None:
        """Show a hint, or keep the place empty."""
        self.hint = hint
        is_known = hint is not None and hint.person is not None
        words = " · ".join(part for part in (hint.reference, hint.label) if part) if hint else ""
        why = ", ".join(hint.reasons(_)) if hint else ""
        self.open.setText(button_text(words))
        set_name(self.open, _("Open {what}: {why}").format(what=words, why=why) if hint else "")
        self.why.setText(why)
        set_name(self.other, _("Not the same as {what}").format(what=words))
        likely = _("Likely") if hint and hint.interrupts else _("Perhaps")
        self.likely.show_state(likely if hint else "", "warn" if hint and hint.interrupts else "neutral")
        for part, is_there in ((self.likely, hint is not None), (self.open, hint is not None), (self.other, is_known)):
            part.setVisible(is_there)
        self.open.setEnabled(is_known)
        self.same.setEnabled(is_known)

    def _press(self, signal: SignalInstance) -> None:
        if self.hint is not None:
            signal.emit(self.hint)

    def buttons(self) -> list[QWidget]:
        """Return what can be pressed while there is a hint, in its order."""
        return [self.open, self.same, self.other]


class HintStrip(QFrame):
    """The strip. `opened`, `parted` (*Not the same*) and `linked` (*Same person…*) carry the `Hint` that was pressed.

    `can_link` says whether *Same person…* is offered, and `sentence` what stands in it before anything was sought.
    """

    opened = Signal(object)
    parted = Signal(object)
    linked = Signal(object)

    def __init__(
        self, *, is_narrow: bool = False, can_link: bool = False, most: int = MOST_HINTS, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("guise", "inset")
        self.can_link, self._is_quiet = can_link, False
        self._hints: Sequence[Hint] = ()
        self._is_sought = False
        self.head, self.state = heading(_("Who else could this be")), OneLine("small")
        self.slots = [HintSlot(self, is_narrow=is_narrow) for _number in range(most)]
        keep_room(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        top = QVBoxLayout() if is_narrow else QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.head)
        top.addWidget(self.state, 1)
        column.addLayout(top)
        for slot in self.slots:
            column.addWidget(slot)
        self._show()

    def show_hints(self, hints: Sequence[Hint], *, is_sought: bool = True) -> None:
        """Show these hints, the likeliest first; `is_sought` says whether anything was asked at all."""
        self._hints, self._is_sought = hints[: len(self.slots)], is_sought
        self._show()

    def show_quiet(self, *, is_quiet: bool) -> None:
        """Keep out of sight while the person can see the screen, or come back; its place stays."""
        self._is_quiet = is_quiet
        self.setVisible(not is_quiet)
        self._show()

    def hints(self) -> list[Hint]:
        """Return what is shown."""
        return [slot.hint for slot in self.slots if slot.hint is not None]

    def buttons(self) -> list[QWidget]:
        """Return what can be pressed while there are hints, from top to bottom."""
        return [button for slot in self.slots for button in slot.buttons()]

    def _show(self) -> None:
        shown = () if self._is_quiet else self._hints
        for at, slot in enumerate(self.slots):
            slot.show_hint(shown[at] if at < len(shown) else None)
        self.state.setText(self._sentence(len(shown)))
        dye(self.state, "ink", "warn" if any(hint.interrupts for hint in shown) else None)

    def _sentence(self, count: int) -> str:
        if count:
            return plural("{count} person known here could be this one", "{count} people known here could be", count)
        if self._is_sought:
            return _("Nobody of whom you may know is like this person.")
        return _("While you type, TIPdesk looks whether the person is here already.")
