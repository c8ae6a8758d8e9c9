"""What a list may show of the chosen case, beside the list, without opening it; or what can be done with many.

It tells no more than a line of the list does, so nothing is written into the audit: opening the case is the look. Where
nothing is chosen, or the case is not open to the officer, the same places stay empty and say so. Under a narrow list
the pane is a strip; its parts stand side by side then. Where the letters are large besides, the strip leaves out what
the line of the case says already, so that the list keeps its room.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from tipdesk.services.case.find_case_lines import CaseLine
from tipdesk.ui.disputes import disputes_told, risk_of, stage_of
from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.kept_focus import focus_kept
from tipdesk.ui.widgets.labels import figures, muted
from tipdesk.ui.widgets.pill import Pill
from tipdesk.ui.wording import Wording

WIDTH, HEIGHT, SHORT = 320, 150, 86
LARGE = 125
"""From this size of letters on, in percent, a strip is short."""
LABEL = 92
EMPTY = "—"


class DetailPane(QFrame):
    """The pane. `opened` is emitted when the case is to be opened, `shut` when what had the focus cannot be pressed.

    `in_charge`, `stage` and `task` are the buttons for deeds on everything that is chosen.
    """

    opened = Signal()
    shut = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "card")
        self._reference, self._title, self._note = figures(), ElidedLabel("heading"), muted()
        self._pills = [Pill() for _pill in range(4)]
        self._labels = (_("In charge"), _("Post"), _("People"), _("Changed"), _("To settle"))
        self._values = [ElidedLabel("body") for _label in self._labels]
        self.open = primary(_("Open"), icon="folder", pressed=self.opened.emit)
        self.in_charge = plain(_("Put in charge…"), icon="user")
        self.stage = plain(_("Set the stage…"), icon="flag")
        self.task = plain(_("Add a task…"), icon="list-check")
        self._row, self._buttons = QBoxLayout(QBoxLayout.Direction.TopToBottom, self), QGridLayout()
        self._is_strip, self._told = False, self._facts()
        self._lay_out()
        current().changed.connect(self._fit)
        self.show_nothing()
        self.lie(is_strip=False)

    @property
    def deeds(self) -> Sequence[QPushButton]:
        """Return the buttons for deeds on everything that is chosen."""
        return (self.in_charge, self.stage, self.task)

    def texts(self) -> list[str]:
        """Return everything that is shown of a case, for tests."""
        pills = [pill.text() for pill in self._pills if pill.text()]
        values = [value.text() for value in self._values if value.text() != EMPTY]
        return [text for text in (self._reference.text(), self._title.text(), *pills, *values) if text]

    def say(self) -> str:
        """Return the sentence at the foot of what is shown."""
        return self._note.text()

    def show_nothing(self) -> None:
        """Say that nothing is chosen."""
        self._show("", _("Choose a case"), [], [EMPTY] * len(self._values))
        self._note.setText(_("Enter opens a case. Shift and the arrows choose several."))
        self._enable(can_open=False, can_change=False)

    def show_case(self, line: CaseLine, wording: Wording, *, has_child: bool) -> None:
        """Show what a list may tell of one case."""
        case = line.summary
        if not line.can_open:
            self._show(case.reference, _("Not open to you"), [], [EMPTY, case.post, EMPTY, EMPTY, EMPTY])
            self._values[3].setText(wording.moment(case.updated))
            self._note.setText(_("Ask the officer in charge or a supervisor of {post}.").format(post=case.post or "?"))
            self._enable(can_open=True, can_change=False)
            return
        shown = [stage_of(case, wording.label), risk_of(case, wording.label)]
        pills = [(one.words, one.tone) for one in shown]
        pills += [(_("Child"), "danger")] if has_child else []
        pills += [(_("Author not verified"), "warn")] if case.unverified else []
        told = disputes_told(case, wording.label, wording.names.officer)
        values = [
            wording.names.officer(case.owner) or _("Nobody"),
            case.post,
            str(case.people),
            wording.moment(case.updated),
            told.replace("\n", " · ") or (str(case.conflicts) if case.conflicts else _("Nothing")),
        ]
        self._show(case.reference, case.title, pills, values)
        self._note.setText(_("Opening it is written into the audit."))
        self._enable(can_open=True, can_change=True)

    def show_many(self, count: int) -> None:
        """Say how many cases are chosen."""
        self._show("", plural("{count} case chosen", "{count} cases chosen", count), [], [EMPTY] * len(self._values))
        self._note.setText(_("A deed is done on each of them. What is refused is named, and all can be undone."))
        self._enable(can_open=False, can_change=True)

    def lie(self, *, is_strip: bool) -> None:
        """Stand beside the list, or lie under it as a strip."""
        direction = QBoxLayout.Direction.LeftToRight if is_strip else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(direction)
        self._row.setStretch(0, int(is_strip))
        for at, button in enumerate((self.open, *self.deeds)):
            self._buttons.addWidget(button, at // 2 if is_strip else at, at % 2 if is_strip else 0)
        self._is_strip = is_strip
        self._fit()

    def _fit(self) -> None:
        theme = current()
        is_short = self._is_strip and theme.text_percent >= LARGE
        for side in (self.setMinimumWidth, self.setMinimumHeight):
            side(0)
        self.setMaximumSize(16_777_215, 16_777_215)
        if self._is_strip:
            self.setFixedHeight(theme.pixels(SHORT if is_short else HEIGHT))
        else:
            self.setFixedWidth(theme.pixels(WIDTH))
        for part in (self._reference, self._note, self._told):
            part.setVisible(not is_short)

    def _show(self, reference: str, title: str, pills: Sequence[tuple[str, str]], values: Sequence[str]) -> None:
        self._reference.setText(reference)
        self._title.setText(title)
        for at, pill in enumerate(self._pills):
            words, tone = pills[at] if at < len(pills) else ("", "neutral")
            pill.show_state(words, tone)  # type: ignore[arg-type] # tones come from `tones` and the lines above
            pill.setVisible(bool(words))
        for label, value, words in zip(self._labels, self._values, values, strict=True):
            value.setText(words or EMPTY)
            set_name(value, f"{label}: {words or EMPTY}")
        set_name(self, _("Chosen case: {reference} {title}").format(reference=reference, title=title))

    def _enable(self, *, can_open: bool, can_change: bool) -> None:
        with focus_kept(self, self.shut.emit):
            self.open.setEnabled(can_open)
            for button in self.deeds:
                button.setEnabled(can_change)

    def _lay_out(self) -> None:
        self._row.setContentsMargins(16, 12, 16, 12)
        self._row.setSpacing(14)
        words, deeds = QWidget(), QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._reference)
        column.addWidget(self._title)
        pills = QWidget()
        flow = Flow(pills)
        for pill in self._pills:
            flow.addWidget(pill)
        pills.setFixedHeight(current().pixels(28))
        column.addWidget(pills)
        column.addWidget(self._note)
        column.addStretch(1)
        self._row.addWidget(words, 1)
        self._row.addWidget(self._told, 1)
        deeds.setLayout(self._buttons)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(6)
        self._row.addWidget(deeds, 0, Qt.AlignmentFlag.AlignTop)

    def _facts(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, (text, value) in enumerate(zip(self._labels, self._values, strict=True)):
            label: QLabel = muted(text)
            label.setMinimumWidth(current().pixels(LABEL))
            label.setWordWrap(False)
            grid.addWidget(label, row, 0)
            grid.addWidget(value, row, 1)
        grid.setRowStretch(len(self._labels), 1)
        return holder
