"""How wide the time is drawn: hours, days, weeks or months beside each other, and a step closer or farther."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from tipdesk.domain.scale import ROOM_FOR_WORDS, Scale, Unit
from tipdesk.domain.texts import _ as mark
from tipdesk.ui.plain import set_name, set_tip
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import icon_only
from tipdesk.ui.widgets.push_button import PushButton

_UNITS = (
    (mark("Hours"), Unit.HOUR),
    (mark("Days"), Unit.DAY),
    (mark("Weeks"), Unit.WEEK),
    (mark("Months"), Unit.MONTH),
)
_EDGES = {0: "first", len(_UNITS) - 1: "last"}


class ZoomRow(QFrame):
    """The row of buttons. `unit_asked` carries a unit, and `step_asked` whether to come closer."""

    unit_asked = Signal(object)
    step_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.units: dict[Unit, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for number, (words, unit) in enumerate(_UNITS):
            made = self.units[unit] = PushButton(_(words))
            made.setCheckable(True)
            made.setProperty("guise", "segment")
            made.setProperty("edge", _EDGES.get(number, "middle"))
            made.setProperty("tight", "true")
            set_tip(made, _("As wide as {unit} are read well").format(unit=_(words).lower()))
            made.clicked.connect(partial(self._unit_pressed, unit))
            row.addWidget(made)
        row.addSpacing(8)
        self.closer = icon_only(_("Closer"), "plus", pressed=partial(self.step_asked.emit, True))
        self.farther = icon_only(_("Farther"), "minus", pressed=partial(self.step_asked.emit, False))
        row.addWidget(self.closer)
        row.addSpacing(4)
        row.addWidget(self.farther)
        set_name(self, _("How wide the time is drawn"))

    def show_scale(self, scale: Scale) -> None:
        """Mark the unit that is read on this scale; none is marked where years are."""
        unit = scale.unit_of(current().pixels(round(ROOM_FOR_WORDS)))
        for known, button in self.units.items():
            button.setChecked(known is (Unit.HOUR if unit is Unit.QUARTER else unit))

    def _unit_pressed(self, unit: Unit, _is_on: object = None) -> None:
        self.unit_asked.emit(unit)
