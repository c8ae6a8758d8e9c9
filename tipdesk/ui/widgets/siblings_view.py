"""Shows two or more answers that were given to one field apart from each other, side by side, for an officer to settle.

Every answer stands with who gave it, where and when, and with a button of its own; none is preselected. Settling itself
is done by whoever listens to `kept`.
"""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tipdesk.ui.plain import set_name
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.labels import body, small


class Sibling(NamedTuple):
    """One of the answers in dispute.

    `key` identifies it in `SiblingsView.kept`, `shown` is how it reads, and `origin` says where it comes from ("Vieux
    Fort · 24 Nov 2026").
    """

    key: str
    shown: str
    origin: str


class SiblingsView(Card):
    """The card for one field in dispute; `kept` carries the key of the answer that the officer keeps."""

    kept = Signal(str)

    def __init__(self, field: str, siblings: Sequence[Sibling], parent: QWidget | None = None) -> None:
        super().__init__(_("{field}: two posts answered differently").format(field=field), parent)
        row = QHBoxLayout()
        row.setSpacing(12)
        for sibling in siblings:
            side = Card()
            side.setProperty("guise", "inset")
            side.add(body(sibling.shown or _("(empty)")))
            side.add(small(sibling.origin))
            button = plain(_("Keep this"), icon="check", pressed=partial(self.kept.emit, sibling.key))
            set_name(button, _("{field}: keep {answer}").format(field=field, answer=sibling.shown))
            side.column.addStretch(1)
            side.add(button)
            row.addWidget(side, 1)
        self.column.addLayout(row)
