"""What the officer saw: the first signs of the list as ticks, and the others, which open at the end of the page.

Both blocks make one answer. Opening the others moves nothing that stands above them, and a sign that was ticked before
is never hidden. Where the two blocks stand is decided by the sheet.
"""

from collections.abc import Sequence
from textwrap import fill

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from tipdesk.ui.plain import set_description, set_name
from tipdesk.ui.translate import plural
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.editor import CodedEditor
from tipdesk.ui.widgets.flow import Flow

FIRST, LONGEST_LINE = 8, 48
"""How many stand there from the start; the longest line of a tick, which Qt does not break itself, in letters."""


class SignsPicker(CodedEditor):
    """An editor whose answer is the set of signs that are ticked.

    `more` is the block with the other signs, and `opener` the button that opens it.
    """

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ticks: dict[str, QCheckBox] = {}
        self._extra: frozenset[str] = frozenset()
        self._first, self.more = QWidget(), QWidget()
        for box, part in ((self._first, choices[:FIRST]), (self.more, choices[FIRST:])):
            flow = Flow(box, gap=0, is_even=True)
            for code, label in part:
                tick = QCheckBox(fill(label, LONGEST_LINE))
                tick.clicked.connect(lambda _checked: self.changed.emit())
                flow.addWidget(tick)
                self._ticks[code] = tick
        self._row.addWidget(self._first, 1)
        count = max(len(choices) - FIRST, 0)
        self.opener: QPushButton = quiet(
            plural("{count} more", "{count} more", count), icon="chevron-down", pressed=self.open
        )
        self.opener.setProperty("guise", "foot")
        self.more.hide()
        self.faces = [next(iter(self._ticks.values()), self._first)]
        self.setFocusProxy(self.faces[0])

    def open(self) -> None:
        """Show the other signs and go to the first of them."""
        self.show_more()
        others = list(self._ticks.values())[FIRST:]
        if others:
            others[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_more(self) -> None:
        """Show the other signs for good, and switch the button off that opens them."""
        self.more.show()
        self.opener.setEnabled(False)

    def value(self) -> object:
        """Return the codes of the signs that are ticked; the set is empty when there are none."""
        return self._extra | {code for code, tick in self._ticks.items() if tick.isChecked()}

    def set_value(self, value: object) -> None:
        """Show a set of signs; codes that the list does not have are kept unseen."""
        given = value if isinstance(value, frozenset | set | tuple | list) else ()
        codes = frozenset(str(code) for code in given)
        self._extra = codes - self._ticks.keys()
        for code, tick in self._ticks.items():
            tick.setChecked(code in codes)
        if any(tick.isChecked() for tick in list(self._ticks.values())[FIRST:]):
            self.show_more()

    def set_name(self, name: str) -> None:
        """Name the group for screen readers; each tick keeps its own words."""
        set_name(self, name)

    def describe(self, text: str) -> None:
        """Describe the group for screen readers, and not each tick."""
        set_description(self, text)

    def show_quiet(self, *, is_quiet: bool) -> None:
        """Take the ticks out of sight but keep their room, or show them again."""
        for box in (self._first, self.more):
            policy = box.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            box.setSizePolicy(policy)
        self._first.setVisible(not is_quiet)
        if not self.opener.isEnabled():
            self.more.setVisible(not is_quiet)
