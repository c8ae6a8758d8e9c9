"""Tells in the window what an unlock found waiting: reports that became cases, and files that had been tampered with.

What needs somebody's care stays on the screen as a banner; what is merely done goes by itself. Finding it is the work
of the unlock.
"""

from dataclasses import dataclass

from tipdesk.ui.seat import QUARANTINE_PAGE, Seat
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain


@dataclass(frozen=True)
class Found:
    """What an unlock found waiting.

    `reports` counts sealed reports that became cases and `case` is the last one's case; `unread` counts sealed reports
    that could not be opened, and `altered` files of the outbox that somebody had changed.
    """

    reports: int = 0
    case: bytes = b""
    unread: int = 0
    altered: int = 0


def tell_found(seat: Seat, found: Found) -> None:
    """Tell in the window what was found, once the window is there."""
    if found.reports:
        sentence = plural(
            "{count} report was written here without login. Its author is not verified.",
            "{count} reports were written here without login. Their authors are not verified.",
            found.reports,
        )
        seat.say(sentence, offer=_("Open it"), undo=lambda: seat.open_case(found.case), icon="message-2")
    if found.unread:
        sentence = plural(
            "{count} sealed report could not be opened: it was damaged or not written on this PC. It is kept aside.",
            "{count} sealed reports could not be opened: damaged, or not written on this PC. They are kept aside.",
            found.unread,
        )
        strip = Banner(sentence, "warn")
        strip.add_button(plain(_("Look at it"), pressed=lambda: seat.go(QUARANTINE_PAGE)))
        seat.shell.show_banner(strip)
    if found.altered:
        sentence = _(
            "A sealed file in the outbox was changed by somebody or something else. It was not sent and is kept aside: "
            "ring headquarters. Nothing is lost; it is sealed anew."
        )
        seat.shell.show_banner(Banner(sentence, "danger"))
