"""The action that opens *Ring now* from anywhere: about the case in front, or with nothing to note a call in."""

from collections.abc import Sequence

from tipdesk.domain.rules.ringing import Wanted
from tipdesk.domain.texts import _ as mark
from tipdesk.ui.actions import Action
from tipdesk.ui.seat import RING, Seat

KEYS, _WORRY = "Ctrl+Shift+R", "worry"


def ring_actions(seat: Seat) -> Sequence[Action]:
    """Return the action, which is offered on every page, and let the button at the top of the window do the same."""

    def ring() -> None:
        if seat.case is not None and seat.case.is_in_front():
            seat.case.ask(RING)
            return
        from tipdesk.ui.calls.ring_now import RingNowDialog

        dialog = RingNowDialog(seat, Wanted(), "", seat.shell)
        dialog.write_pressed.connect(dialog.accept)
        dialog.write_pressed.connect(lambda: seat.go(_WORRY))
        dialog.open()

    seat.shell.top.ring_pressed.connect(ring)
    words = mark("telephone night duty roster number district language bed call")
    return (Action("ring-now", mark("Ring now: whom the roster names"), ring, KEYS, "phone", words=words),)
