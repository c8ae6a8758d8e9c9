"""One post up close: its PCs, when each was last heard, how far it is, what is set aside, and a receipt on paper."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tipdesk.domain.moments import day_shown
from tipdesk.services.headquarters.intake.list_posts import DeviceLine, PostLine
from tipdesk.services.sync.pull.receipt_digits import grouped
from tipdesk.ui.headquarters.words import device_words, parked_words, way_words
from tipdesk.ui.plain import set_name
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import figures, muted, small, strong
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.widgets.qr_view import QrView


class PostCard(Card):
    """The card of a post; `receipt_pressed` carries the id of the device whose receipt is wanted."""

    receipt_pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("The post"), parent)
        self._title, self._sum, self._devices = strong(), muted(_("Choose a post in the table.")), Lines(10)
        self._qr, self._digits = QrView(_("A receipt as a QR code")), figures()
        self._digits.setWordWrap(True)
        self._note = small(_("Let the post scan this code, or type its digits on the Sync page."))
        for part in (self._title, self._sum, self._devices, self._qr, self._digits, self._note):
            self.add(part)
        self.column.addStretch(1)
        self._title.hide()
        self.show_receipt("", ())

    def show_post(self, post: PostLine, time_of: Callable[[int], str]) -> None:
        """Show a post with its PCs; `time_of` turns a time in ms since 1970 into words."""
        self._title.setText(f"{post.name} ({post.code})")
        self._title.show()
        self._sum.setText(plural("{count} officer", "{count} officers", post.officers))
        none = [muted(_("No PC of this post is enrolled yet. Press “Enrol a PC”."))]
        self._devices.fill([self._device(one, time_of) for one in post.devices] or none)

    def show_receipt(self, digits: str, matrix: Sequence[Sequence[bool]]) -> None:
        """Show a receipt as a QR code and digits; empty digits take it away."""
        self._qr.show_matrix(matrix)
        self._qr.setFixedSize(self._qr.sizeHint())
        self._digits.setText(grouped(digits))
        for part in (self._qr, self._digits, self._note):
            part.setVisible(bool(digits))

    def _device(self, device: DeviceLine, time_of: Callable[[int], str]) -> QWidget:
        card = QWidget()
        card.setProperty("guise", "plain")
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(strong(device_words(device)))
        heard = _("Never heard yet")
        if device.contact is not None:
            way = way_words(device.contact.file)
            heard = _("Last heard {time} ({way})").format(time=time_of(device.contact.at), way=way)
        lines = [heard, _("Held up to entry {seq}").format(seq=device.seq), *parked_words(device)]
        if device.revoked_from is not None:
            lines.append(_("Revoked from entry {seq}").format(seq=device.revoked_from))
        for reference, since in device.to_forget:
            day = day_shown(since.date(), _) if since is not None else "?"
            lines.append(_("Still to forget {reference}: its share ended {day}").format(reference=reference, day=day))
        for line in lines:
            column.addWidget(muted(line))
        button = quiet(_("Receipt as a code"), icon="qrcode", pressed=partial(self.receipt_pressed.emit, device.id))
        set_name(button, _("{device}: receipt as a code").format(device=device_words(device)))
        row = Flow()
        row.addWidget(button)
        column.addLayout(row)
        return card
