"""The card "Same person" in the pane of a person: what is said of them in other cases, why, and what can be done.

It has its place from the start, below the sections. Each line is a button that opens the other case at that person.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tipdesk.services.same_person.link_lines import LinkLine, LinkLines
from tipdesk.ui.plain import set_name
from tipdesk.ui.records.pane_body import Reading
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.labels import heading, muted, small
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.widgets.pill import Pill, Tone
from tipdesk.ui.widgets.row_button import RowButton
from tipdesk.ui.wording import Wording

TONES: dict[str, Tone] = {"same": "accent", "likely_same": "warn", "not_same": "neutral"}


class SamePersonCard(QFrame):
    """The card.

    `row_shown` is emitted with what the pane reads, `link_pressed` and `all_pressed` when these buttons are pressed,
    `opened` with a line whose case is to be opened, and `unlink_pressed` with one that is to be taken back.
    """

    row_shown = Signal(object)
    link_pressed = Signal()
    all_pressed = Signal()
    opened = Signal(object)
    unlink_pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "section")
        self._lines, self._empty = Lines(4), muted(_("No other case is known to tell of this person."))
        self.link = _link_button(_("Link…"), "plus", self.link_pressed.emit)
        self.everything = _link_button(_("All that is known"), "users", self.all_pressed.emit)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(heading(_("Same person")))
        head.addStretch(1)
        head.addWidget(self.everything)
        head.addWidget(self.link)
        set_name(self, _("Same person in other cases"))
        set_name(self.link, _("Link to a person of another case"))
        set_name(self.everything, _("All that is known of this person, case by case"))
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 10, 13, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._empty)
        column.addWidget(self._lines)

    def show_row(self, reading: Reading, _wording: Wording) -> None:
        """Tell whom the pane reads, and offer what the officer may do."""
        self.link.setVisible(reading.can_write and not reading.row.deleted)
        self.row_shown.emit(reading)

    def show_lines(self, found: LinkLines, wording: Wording, *, can_write: bool) -> None:
        """Show what is said of the person, and of which cases only their being there is told."""
        told = [self._line(line, wording, can_write=can_write) for line in found.lines]
        asked = _("{reference}: there is something about this person. Ask {post}.")
        hidden = [muted(asked.format(reference=one.reference, post=one.post or "?")) for one in found.elsewhere]
        self._lines.fill([*told, *hidden])
        self._empty.setVisible(not told and not hidden)
        self.everything.setEnabled(bool(told or hidden))

    def show_nothing(self) -> None:
        """Show no line while another person is asked about; the card keeps its place."""
        self._lines.fill(())
        self._empty.show()
        self.everything.setEnabled(False)

    def texts(self) -> list[str]:
        """Return the lines by their accessible names, for tests."""
        return [line.accessibleName() for line in self._lines.widgets]

    def buttons(self) -> Sequence[QPushButton]:
        """Return the buttons of the lines, for tests: to open the case, and to take the link back."""
        return [one for line in self._lines.widgets for one in line.findChildren(QPushButton)]

    def _line(self, line: LinkLine, wording: Wording, *, can_write: bool) -> QWidget:
        found = wording.code("link_result", line.result)
        because = ", ".join(sorted(wording.code("link_basis", one) for one in line.basis))
        why = "  ·  ".join(part for part in (because, line.words) if part)
        who = "  ·  ".join(part for part in (line.reference, line.code) if part)
        words = "  ·  ".join((who, why or _("By other links")))
        button = RowButton(who)
        button.clicked.connect(lambda _checked=False: self.opened.emit(line))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Pill(found, TONES.get(line.result, "neutral")))
        if line.is_against:
            row.addWidget(Pill(_("Contradicts"), "danger"))
        row.addWidget(button, 1)
        if can_write and line.link is not None:
            undo = quiet(_("Unlink"), icon="x", pressed=partial(self.unlink_pressed.emit, line))
            set_name(undo, _("Unlink {person} of case {case}").format(person=line.code, case=line.reference))
            row.addWidget(undo)
        whole = QFrame()
        whole.setProperty("guise", "plain")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(small(why or _("By other links")))
        set_name(whole, f"{found}: {words}")
        return whole


def _link_button(words: str, icon: str, pressed: Callable[[], object]) -> QPushButton:
    button = quiet(words, icon=icon, pressed=pressed)
    button.setProperty("guise", "foot-link")
    return button
