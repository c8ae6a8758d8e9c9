"""The sign at the foot of the window that says when the disk is not encrypted, or when nobody knows."""

from typing import Literal

from PySide6.QtWidgets import QLabel

from tipdesk.domain.disk_state import DiskState
from tipdesk.ui.plain import set_description, set_name, set_tip
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.pill import Pill


def sign_of(state: DiskState) -> QLabel | None:
    """Return the sign for a state of the disk, or None where it is encrypted.

    The sign is red where the disk is plain, and amber where nobody knows.
    """
    if state is DiskState.ENCRYPTED:
        return None
    tone: Literal["danger", "warn"] = "danger" if state is DiskState.PLAIN else "warn"
    text = _("Disk not encrypted") if state is DiskState.PLAIN else _("Disk encryption unknown")
    sign = Pill(text, tone)
    set_tip(
        sign,
        _("Your records are encrypted all the same. Ask whoever looks after this PC to switch on disk encryption."),
    )
    set_name(sign, text)
    set_description(sign, sign.toolTip())
    return sign
