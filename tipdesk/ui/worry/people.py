"""The people who are feared for: a chip for each over one strip of answers, and a button that adds another.

Going from one person to another keeps the answers of both. The button that adds stands still. A person of whom nothing
is said is not counted. What is recorded of them is decided in services.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tipdesk.services.case.worry import PAPERS
from tipdesk.ui.plain import set_description, set_name
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import chip, quiet
from tipdesk.ui.widgets.editor import Editor
from tipdesk.ui.widgets.room import keep_room, take_away
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.worry.person_strip import NAMES, SCANNED, PersonStrip, scan_button

MOST = 100
"""How many people the page takes; more than these go to the line list."""


class People(Editor):
    """An editor whose answer is a list of people, each a dict by the field names of Person.

    `scan_pressed` is emitted when `scans`, which the sheet puts in its place, is pressed: a passport is to be read for
    the person in front.
    """

    scan_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strip = PersonStrip()
        self._people: list[dict[str, object]] = [{}]
        self._here = 0
        self._chips: list[QPushButton] = []
        self.adds = quiet(_("Person"), icon="plus", pressed=self._add)
        self.adds.setProperty("guise", "foot")
        self.adds.setAccessibleName(_("Add a person"))
        self.scans = scan_button(_("Scan or paste passport"), self.scan_pressed.emit)
        self.drops = quiet(_("Take names off"), icon="x", pressed=self.drop_names)
        self.drops.setProperty("guise", "foot")
        keep_room(self.drops)
        self.drops.hide()
        frame = QFrame()
        frame.setProperty("guise", "inset")
        column = QVBoxLayout(frame)
        column.setContentsMargins(10, 5, 10, 8)
        column.setSpacing(4)
        column.addLayout(self._head())
        column.addWidget(self.strip)
        self._row.addWidget(frame, 1)
        self.faces = [self._chips[0]]
        self.strip.changed.connect(self._hear)

    @property
    def count(self) -> int:
        """How many chips there are."""
        return len(self._people)

    def value(self) -> object:
        """Return everybody of whom something is said."""
        return [one for one in self._all() if one]

    def set_value(self, value: object) -> None:
        """Show these people, with the first in front."""
        given = value if isinstance(value, list) else []
        self._people = [dict(one) for one in given if isinstance(one, Mapping)] or [{}]
        self._here = 0
        self._show()

    def set_name(self, name: str) -> None:
        """Name the group for screen readers; each answer in it has a name of its own."""
        set_name(self, name)

    def describe(self, text: str) -> None:
        """Describe the group for screen readers, and not each answer in it."""
        set_description(self, text)

    def is_young(self) -> bool:
        """Tell whether the person in front is said to be under 18."""
        return self.strip.is_young()

    def show_nameless(self, *, is_nameless: bool) -> None:
        """Offer no line for a name where none is to be recorded; one that is typed stays, and can be taken off."""
        self.strip.allow_names(is_allowed=not is_nameless)
        self.scans.setEnabled(not is_nameless)
        self.drops.setVisible(is_nameless and self.has_names())

    def has_names(self) -> bool:
        """Tell whether a name or a passport number is typed for anybody."""
        return any(one.get(name) for one in self._all() for name in NAMES)

    def drop_names(self) -> None:
        """Take off every name and passport number, and what a passport told beside them; the other answers stay."""
        gone = (*NAMES, *SCANNED)
        self._people = [{name: value for name, value in one.items() if name not in gone} for one in self._all()]
        self.strip.show_values(self._people[self._here])
        self.changed.emit()

    def has_papers(self) -> bool:
        """Tell whether a passport was read for anybody."""
        return any(one.get(PAPERS) for one in self._all())

    def front(self) -> dict[str, object]:
        """Return the answers about the person in front."""
        return self.strip.values()

    def show_front(self, answers: Mapping[str, object]) -> None:
        """Show other answers about the person in front, because the officer took them over."""
        self._people = [*self._all()]
        self._people[self._here] = dict(answers)
        self.strip.show_values(answers)
        self.changed.emit()

    def fit(self, *, is_tight: bool) -> None:
        """Take less room where the window is narrow."""
        self._area.setFixedHeight(self._chips[0].sizeHint().height() + 2)
        self.strip.fit(is_tight=is_tight)

    def _all(self) -> Sequence[dict[str, object]]:
        people = list(self._people)
        people[self._here] = self.strip.values()
        return people

    def _head(self) -> QHBoxLayout:
        row, self._inner = QHBoxLayout(), QWidget()
        self._chip_row = QHBoxLayout(self._inner)
        self._chip_row.setContentsMargins(0, 0, 0, 0)
        self._chip_row.setSpacing(6)
        self._chip_row.addStretch(1)
        self._area = scrolled(self._inner)
        for bars in (self._area.setHorizontalScrollBarPolicy, self._area.setVerticalScrollBarPolicy):
            bars(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._make_chips()
        row.addWidget(self._area, 1)
        row.addWidget(self.drops)
        row.addWidget(self.adds)
        return row

    def _make_chips(self) -> None:
        """Make or remove chips until there are as many as people; those that remain keep their place."""
        while len(self._chips) > len(self._people):
            take_away(self._chip_row, self._chips.pop())
        while len(self._chips) < len(self._people):
            number = len(self._chips) + 1
            name = _("Person {number}").format(number=number)
            made = chip(name if number == 1 else str(number), pressed=partial(self._go, number - 1))
            set_name(made, name)
            self._chip_row.insertWidget(len(self._chips), made)
            if self._chips:
                self.setTabOrder(self._chips[-1], made)
            self._chips.append(made)

    def _show(self) -> None:
        self._make_chips()
        for at, one in enumerate(self._chips):
            one.setChecked(at == self._here)
        self.strip.show_values(self._people[self._here])
        self._inner.adjustSize()
        self._area.ensureWidgetVisible(self._chips[self._here], 0, 0)
        self.adds.setEnabled(len(self._people) < MOST)

    def _go(self, at: int) -> None:
        self._people = list(self._all())
        self._here = at
        self._show()

    def _add(self) -> None:
        self._people = [*self._all(), {}]
        self._here = len(self._people) - 1
        self._show()
        self.strip.editors["sex"].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _hear(self) -> None:
        self.changed.emit()
