"""A field whose answer the officer may not see as it stands: it shows that there is one, and a way to ask for it.

Whether the officer may see it, and writing the look down, are decided in `services/look`.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.field_frame import BESIDE_LABEL
from tipdesk.ui.widgets.labels import PlainLabel, caption, muted


class HiddenAnswer(QFrame):
    """A label, the word "Hidden", and a button "Show" that calls `pressed`.

    Where `pressed` is None the answer is sealed to others: it says so, and there is no button. With a `label_width` the
    label stands in a column of that width beside the word.
    """

    def __init__(
        self, label: str, pressed: Callable[[], object] | None, label_width: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        box = QFrame()
        box.setProperty("guise", "inset")
        row = QHBoxLayout(box)
        row.setContentsMargins(10, 2, 4, 2)
        sign = PlainLabel()
        current().dress(sign, "eye-off" if pressed else "lock", "muted")
        row.addWidget(sign)
        row.addWidget(muted(_("Hidden") if pressed else _("Sealed: these people only")), 1)
        if pressed:
            button = quiet(_("Show"), pressed=pressed)
            set_name(button, _("{field}: show the hidden answer").format(field=label))
            row.addWidget(button)
        name = caption(label)
        whole: QHBoxLayout | QVBoxLayout = QHBoxLayout(self) if label_width else QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(BESIDE_LABEL if label_width else 4)
        whole.addWidget(name)
        whole.addWidget(box)
        if label_width:
            name.setFixedWidth(current().pixels(label_width))
        whole.addStretch(1)
