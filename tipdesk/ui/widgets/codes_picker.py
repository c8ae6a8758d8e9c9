"""An editor for several codes of one list: ticks where the list is short, chips and a typed line where it is long.

Codes stand in the order of the list, and those that it no longer offers are kept. Missing answers belong to the
`FieldFrame` around the editor.
"""

from collections.abc import Sequence
from textwrap import fill

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from tipdesk.domain.values import Missing
from tipdesk.ui.plain import button_text, set_name
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.chips import Chips
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.editor import CodedEditor
from tipdesk.ui.widgets.flow import Flow

TICKED_TO = 10
LONGEST_LINE = 38
"""The longest line of a tick, in letters: beside a column of labels it has room at 1024. Qt breaks no words itself."""


class CodesPicker(CodedEditor):
    """An editor whose answer is a set of codes; a list of more than `ticked_to` choices is shown as chips."""

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None, *, ticked_to: int = TICKED_TO) -> None:
        super().__init__(parent)
        self._labels = dict(choices)
        self._ticks: dict[str, QCheckBox] = {}
        self._extra: frozenset[str] = frozenset()
        self._is_long = len(choices) > ticked_to
        self._combo = CodeCombo(choices if self._is_long else (), _("Type to find, Enter to add"), self)
        self._chips = Chips(self._combo.box, self)
        for part in (self._combo, self._chips):
            part.setVisible(self._is_long)
        if self._is_long:
            self._build_chips()
        else:
            self._build_ticks()

    def value(self) -> object:
        """Return the frozenset of the codes chosen, which is empty when there are none."""
        if self._is_long:
            return frozenset(self._chips.keys())
        return self._extra | {code for code, tick in self._ticks.items() if tick.isChecked()}

    def set_value(self, value: object) -> None:
        """Show a set of codes; anything that is not a set, tuple or list shows as no answer."""
        given = value if isinstance(value, frozenset | set | tuple | list) else ()
        codes = frozenset(str(code) for code in given)
        self._extra = codes - self._labels.keys()
        for code, tick in self._ticks.items():
            tick.setChecked(code in codes)
        if self._is_long:
            known = [code for code in self._labels if code in codes]
            self._chips.show_all([(code, self._labels.get(code, code)) for code in [*known, *sorted(self._extra)]])

    def missing_value(self, missing: Missing) -> object:
        """Return a set that holds the reserved code of this missing answer and nothing else."""
        return frozenset({missing.code})

    def set_name(self, name: str) -> None:
        """Name the group of ticks or chips for screen readers; each tick keeps its own words."""
        set_name(self, name)
        set_name(self._chips, name)
        self._combo.set_name(name)

    def set_wrong(self, *, is_wrong: bool) -> None:
        """Show or take away the red border of the line one types in; ticks have none."""
        self._combo.set_wrong(is_wrong=is_wrong)

    def _build_ticks(self) -> None:
        box = QWidget()
        flow = Flow(box, gap=10, is_even=len(self._labels) > TICKED_TO)
        for code, label in self._labels.items():
            tick = QCheckBox(fill(button_text(label), LONGEST_LINE))
            tick.clicked.connect(lambda _checked: self.changed.emit())
            flow.addWidget(tick)
            self._ticks[code] = tick
        self._row.addWidget(box, 1)
        self.faces = list(self._ticks.values()) or [box]
        self.setFocusProxy(self.faces[0])

    def _build_chips(self) -> None:
        self._combo.box.activated.connect(lambda _index: self._add())
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self._combo)
        column.addWidget(self._chips)
        self._row.addLayout(column, 1)
        self.faces = list(self._combo.faces)
        self.setFocusProxy(self._combo)
        self._chips.changed.connect(self.changed)

    def _add(self) -> None:
        code = self._combo.value()
        if isinstance(code, str):
            self._chips.add(code, self._labels.get(code, code))
            self.changed.emit()
        self._combo.set_value(None)
