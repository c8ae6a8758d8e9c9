"""The card "Who can open this": what is sealed, for whom, and the deeds of those who may decide it.

Every holder stands there by name, also one who was removed. `Opening` asks and does, and says before each deed what it
cannot undo.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tipdesk.services.case.holders import HolderLine, Holders
from tipdesk.ui.plain import set_name
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import body, muted
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.widgets.pill import Pill, Tone


class OpenersCard(Card):
    """The card with the holders of a case's key.

    `let_in_pressed` and `restrict_pressed` are emitted when these buttons are pressed, and `remove_pressed` with the
    line of the officer to be removed.
    """

    let_in_pressed = Signal()
    restrict_pressed = Signal()
    remove_pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Who can open this"), parent)
        self._said, self._lines, self._problem = muted(), Lines(4), Banner("", "danger")
        self.left_open = Banner("", "warn")
        self.let_in = plain(_("Let somebody in"), icon="plus", pressed=self.let_in_pressed.emit)
        self.restrict = plain(_("For these people only"), icon="lock", pressed=self.restrict_pressed.emit)
        self._deeds = QWidget()
        flow = Flow(self._deeds)
        flow.addWidget(self.let_in)
        flow.addWidget(self.restrict)
        for part in (self._said, self.left_open, self._lines, self._problem, self._deeds):
            self.add(part)
        self.show_nothing()

    def show_holders(self, found: Holders) -> None:
        """Show who can open the case, with the deeds that this officer may do."""
        self._said.setText(_sentence(found))
        self._lines.fill(_line(line, found, partial(self.remove_pressed.emit, line)) for line in found.lines)
        self.restrict.setVisible(not found.is_restricted)
        self._deeds.setVisible(found.may_decide)
        self.show_problem("")
        self.show()

    def show_left_open(self, count: int) -> None:
        """Say how many earlier entries can still be read in this store; 0 takes the sentence away."""
        words = plural(
            "{count} earlier entry had left this PC before. It stays readable here and at headquarters until "
            "headquarters has received the change and deletes it: sync now.",
            "{count} earlier entries had left this PC before. They stay readable here and at headquarters until "
            "headquarters has received the change and deletes them: sync now.",
            count,
        )
        self.left_open.say(words, "warn")
        self.left_open.setVisible(count > 0)

    def show_problem(self, sentence: str) -> None:
        """Say what was refused; "" hides the sentence."""
        self._problem.refuse(sentence)

    def show_nothing(self) -> None:
        """Name nobody and hide the card, because another case is coming."""
        self._lines.fill(())
        self._problem.hide()
        self.left_open.hide()
        self.hide()

    def texts(self) -> list[str]:
        """Return the lines by their accessible names, for tests."""
        return [line.accessibleName() for line in self._lines.widgets]


def _sentence(found: Holders) -> str:
    if found.is_restricted:
        return _("For these people only: everything that tells of persons is sealed, also on this PC.")
    if found.has_keys:
        return _("Where somebody is safe, how to reach them and who told is sealed for these people.")
    return _("Nothing in this case is sealed yet. Where somebody is safe and who told will be, for these people.")


def _line(line: HolderLine, found: Holders, remove: Callable[[], object]) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    name, state, tone = _name(line), *_state(line, found)
    words = body(name)
    words.setWordWrap(False)
    row.addWidget(words)
    if state:
        row.addWidget(Pill(state, tone))
    row.addStretch(1)
    if found.may_decide and line.officer and _is_removable(line) and found.has_keys:
        button = quiet(_("Remove"), icon="x", pressed=remove)
        set_name(button, _("Remove {name}").format(name=name))
        row.addWidget(button)
    set_name(holder, f"{name}: {state}" if state else name)
    return holder


def _is_removable(line: HolderLine) -> bool:
    return not (line.is_removed or line.is_self or line.is_doubted)


def _name(line: HolderLine) -> str:
    units = {"case_unit": _("Headquarters' case unit"), "recovery": _("Recovery, by two of three custodians")}
    if line.officer is None:
        return units.get(line.kind, line.kind)
    return _("{name} (you)").format(name=line.name) if line.is_self else line.name


def _state(line: HolderLine, found: Holders) -> tuple[str, Tone]:
    if line.is_doubted:
        return _("Not verified: no officer signed this"), "danger"
    if line.is_removed:
        return _("Removed: keeps what was before"), "warn"
    if found.has_keys and not line.has_key:
        return _("Gets the key with the next sync"), "info"
    return (_("Let in by name"), "neutral") if line.is_named else ("", "neutral")
