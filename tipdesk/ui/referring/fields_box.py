"""What they may read: a tick for each answer that the letter for this service can give, the fewest ticked at first.

What the officer has set or taken away stays so when another service is asked for; of somebody else it is asked anew.
"""

from collections.abc import Collection, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from tipdesk.domain.rules.referring.letter_templates import Template, label_of
from tipdesk.ui.plain import button_text, set_name
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.room import take_away

GAP = 10


class FieldsBox(QFrame):
    """The ticks. `changed` is emitted when the officer sets or takes away one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._flow = Flow(self, gap=GAP, is_even=True)
        self.boxes: Mapping[str, QCheckBox] = {}
        self._before: QWidget | None = None
        self._told: Collection[str] | None = None
        self._chosen: dict[str, bool] = {}

    def begin(self, ticked: Collection[str] | None) -> None:
        """Forget what was chosen; `ticked` is what was given before of the template that comes, None for nothing."""
        self._told, self._chosen = ticked, {}

    def show_template(self, template: Template, known: Collection[str], withheld: Collection[str]) -> None:
        """Show the ticks of a template; `known` have an answer, and `withheld` the person does not want given."""
        told, self._told = self._told, None
        if told is not None:
            self._chosen = {name: name in told for name in template.fields}
        if list(self.boxes) != list(template.fields):
            for box in self.boxes.values():
                take_away(self._flow, box)
            self.boxes = {name: self._made(name) for name in template.fields}
            self._chain()
        for name, box in self.boxes.items():
            label, note = _(label_of(name)), ""
            if name in withheld:
                note = _("not wanted")
            elif name not in known:
                note = _("nothing recorded")
            box.setText(button_text(f"{label} ({note})" if note else label))
            set_name(box, f"{label} {note}".strip())
            box.setEnabled(name not in withheld)
            box.setChecked(self._chosen.get(name, name in template.begins) and name not in withheld)

    def ticked(self) -> frozenset[str]:
        """Return the answers that are given."""
        return frozenset(name for name, box in self.boxes.items() if box.isChecked())

    def chain_after(self, widget: QWidget) -> QWidget:
        """Let Tab come here from a widget, and return the last tick."""
        self._before = widget
        return self._chain()

    def _made(self, name: str) -> QCheckBox:
        box = QCheckBox()
        box.clicked.connect(lambda checked=False: self._tick(name, is_ticked=checked))
        self._flow.addWidget(box)
        box.show()
        return box

    def _tick(self, name: str, *, is_ticked: bool) -> None:
        self._chosen[name] = is_ticked
        self.changed.emit()

    def _chain(self) -> QWidget:
        last = self._before
        for box in self.boxes.values():
            if last is not None:
                self.setTabOrder(last, box)
            last = box
        return last or self
