"""What can be done with calls of the hotline from the keyboard, for the registry of actions.

Importing this module loads no screen of a register: the page is built when an action first needs it.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.actions import Action

if TYPE_CHECKING:
    from tipdesk.ui.registers.view import CallDeeds
    from tipdesk.ui.seat import Seat

CALL, PAGE = "HotlineCall", "cooperation"


def call_actions(seat: "Seat") -> Sequence[Action]:
    """Return the actions about hotline calls: a new one from anywhere, and what follows the one in front."""

    def here() -> "CallDeeds | None":
        from tipdesk.ui.registers.view import RegisterPage

        front = seat.shell.actions_known.front
        return front.calls if isinstance(front, RegisterPage) and front.record.name == CALL else None

    def on(deed: Callable[["CallDeeds"], object]) -> Callable[[], None]:
        def run() -> None:
            calls = here()
            if calls is not None:
                deed(calls)

        return run

    def is_offered() -> bool:
        return seat.shell.actions_known.page == PAGE and here() is not None

    return (
        Action(
            "note-call", mark("Note a hotline call"), lambda: seat.go(PAGE, (CALL, None)), "Ctrl+Shift+H", "phone",
            words=mark("telephone caller rang"),
        ),
        Action(
            "call-case", mark("Open a case from this call, or go to it"), on(lambda calls: calls.open_case()),
            "Ctrl+Shift+O", "folder", PAGE, is_offered=is_offered,
        ),
        Action(
            "call-back", mark("Called back: note the time"), on(lambda calls: calls.called_back()),
            "Ctrl+Shift+B", "phone", PAGE, is_offered=is_offered,
        ),
    )  # fmt: skip
