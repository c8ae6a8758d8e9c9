"""What a passport says beside what is known, a row for each answer, with a tick for what is taken over.

Every row has its place from the start, and says in a word how both stand to each other: new, the same, or another. What
is new is ticked, what would replace something is not: it stays as it is unless the officer ticks it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.services.case.passport import LINES, PAPER, PERSON, Compared, Told
from tipdesk.ui.plain import set_name
from tipdesk.ui.tags_only import is_name
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.labels import small, strong
from tipdesk.ui.widgets.pill import Pill, Tone
from tipdesk.ui.widgets.room import keep_room
from tipdesk.ui.wording import Wording

LABEL, STATE = 104, 112
ROWS = (
    (PERSON, ("family_name",)),
    (PERSON, ("given_names",)),
    (PERSON, ("birth_date",)),
    (PERSON, ("sex",)),
    (PERSON, ("citizenships", "stateless")),
    (PAPER, ("kind",)),
    (PAPER, ("number",)),
    (PAPER, ("country",)),
    (PAPER, ("expires",)),
    (PAPER, ("name_on_it",)),
)
"""The rows, each with the answers that may stand in it."""
STATES: dict[Compared, tuple[str, Tone]] = {
    Compared.NEW: (mark("New"), "accent"),
    Compared.SAME: (mark("As known"), "ok"),
    Compared.OTHER: (mark("Differs"), "warn"),
    Compared.HIDDEN: (mark("Hidden"), "neutral"),
}
DOUBTFUL: tuple[str, Tone] = (mark("Check digit wrong"), "danger")
NO_CODE: tuple[str, Tone] = (mark("In no list"), "neutral")
HIDDEN = mark("hidden")


class Unlisted(NamedTuple):
    """What a document says as a code that no list has: in the row of this answer it is shown as it is written."""

    name: str
    words: str


class _Row:
    """The widgets of one row."""

    def __init__(self, grid: QGridLayout, at: int, label: str) -> None:
        self.label = label
        self.known, self.told, self.state = ElidedLabel("muted"), ElidedLabel("strong"), Pill()
        self.box = QCheckBox(_("Take it"))
        self.shown: Told | None = None
        parts = (small(label), self.known, self.told, self.state, self.box)
        for column, widget in enumerate(parts):
            grid.addWidget(widget, at, column, Qt.AlignmentFlag.AlignVCenter)
        keep_room(self.box)
        self.clear()

    def clear(self) -> None:
        """Say nothing."""
        self.shown = None
        self.known.setText("")
        self.told.setText("")
        self.state.show_state("", "neutral")
        self.state.setVisible(False)
        self.box.setChecked(False)
        self.box.setVisible(False)

    def show(self, told: Told, known: str, words: str) -> None:
        """Show an answer beside what is known."""
        was = self.shown
        self.shown = told
        self.known.setText(known)
        self.told.setText(words)
        state, tone = STATES[told.compared]
        if told.is_doubtful and told.compared is not Compared.SAME:
            state, tone = DOUBTFUL
        self.state.show_state(_(state), tone)
        self.state.setVisible(True)
        self.box.setVisible(told.compared in (Compared.NEW, Compared.OTHER))
        if was != told:
            self.box.setChecked(told.is_taken)
        set_name(self.box, _("{label}: take “{words}”, {state}").format(label=self.label, words=words, state=_(state)))

    def show_unlisted(self, words: str) -> None:
        """Show what is written and cannot be taken, because no list has it."""
        self.told.setText(words)
        self.state.show_state(_(NO_CODE[0]), NO_CODE[1])
        self.state.setVisible(True)


class Differences(QFrame):
    """The rows; `changed` is emitted when the officer ticks one or takes the tick away."""

    changed = Signal()

    def __init__(self, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "inset")
        self._wording = wording
        self._told: tuple[Told, ...] = ()
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(0, current().pixels(LABEL))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.setColumnMinimumWidth(3, current().pixels(STATE))
        for column, words in enumerate(("", _("Known already"), _("In the document"), "", "")):
            grid.addWidget(small(words), 0, column)
        self.rows: dict[str, _Row] = {}
        at = 1
        for record, names in ROWS:
            if record is PAPER and "kind" in names:
                grid.addWidget(strong(_(PAPER.label)), at, 0, 1, 5)
                at += 1
            row = _Row(grid, at, _(record.by_name[names[0]].label))
            row.box.clicked.connect(lambda _checked: self.changed.emit())
            self.rows.update(dict.fromkeys(names, row))
            at += 1

    def show_told(self, told: Sequence[Told], unlisted: Sequence[Unlisted] = ()) -> None:
        """Show what a document says; a tick that was changed stays while the answer is the same."""
        self._told = tuple(told)
        shown = {self.rows[one.name]: one for one in told if one.name in self.rows}
        for row in dict.fromkeys(self.rows.values()):
            if row not in shown:
                row.clear()
        for row, one in shown.items():
            row.show(one, *self._words(one))
        for one_unlisted in unlisted:
            row = self.rows[one_unlisted.name]
            if row.shown is None:
                row.show_unlisted(one_unlisted.words)

    def taken(self) -> tuple[Told, ...]:
        """Return what is ticked; the lines of a paper go with any other answer of it."""
        found = [one for one in self._told if one.name in self.rows and self.rows[one.name].box.isChecked()]
        if any(one.record is PAPER for one in found):
            found += [one for one in self._told if one.name == LINES and one.compared is not Compared.SAME]
        return tuple(found)

    def _words(self, one: Told) -> tuple[str, str]:
        """Return what is known and what is told; names are hidden where the window shows tags alone."""
        declared = one.record.by_name[one.name]
        switch = self._wording.names_switch
        is_hidden = switch is not None and switch.is_on and is_name(declared)
        told = _(HIDDEN) if is_hidden else self._wording.value(declared, one.told)
        if one.name == "stateless":
            told = _(declared.label)  # it stands in the row of the citizenship
        if one.compared is Compared.HIDDEN or (is_hidden and one.known is not None):
            return _(HIDDEN), told
        return self._wording.value(declared, one.known) if one.known is not None else "", told
