"""What can be done with calls of the hotline and with meetings from the keyboard, for the registry of actions.

Importing this module loads no screen of a register: the page is built when an action first needs it.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.actions import Action

if TYPE_CHECKING:
    from tipdesk.ui.registers.view import RegisterPage
    from tipdesk.ui.seat import Seat

CALL, MEETING, PAGE = "HotlineCall", "TaskForceMeeting", "cooperation"


def cooperation_actions(seat: "Seat") -> Sequence[Action]:
    """Return the actions of cooperation: a new call from anywhere, and what follows a call or a meeting in front."""

    def here(record: str) -> "RegisterPage | None":
        from tipdesk.ui.registers.view import RegisterPage

        front = seat.shell.actions_known.front if seat.shell.actions_known.page == PAGE else None
        return front if isinstance(front, RegisterPage) and front.record.name == record else None

    def on(record: str, deed: Callable[["RegisterPage"], object]) -> Callable[[], None]:
        def run() -> None:
            page = here(record)
            if page is not None:
                deed(page)

        return run

    return (
        Action(
            "note-call", mark("Note a hotline call"), lambda: seat.go(PAGE, (CALL, None)), "Ctrl+Shift+H", "phone",
            words=mark("telephone caller rang"),
        ),
        Action(
            "call-case", mark("Open a case from this call, or go to it"),
            on(CALL, _open_case), "Ctrl+Shift+O", "folder", PAGE,
            is_offered=lambda: here(CALL) is not None,
        ),
        Action(
            "call-back", mark("Called back: note the time"),
            on(CALL, _called_back), "Ctrl+Shift+B", "phone", PAGE,
            is_offered=lambda: here(CALL) is not None,
        ),
        Action(
            "meeting-action", mark("Add an action of this meeting"),
            on(MEETING, _add_action), "Ctrl+Shift+M", "list-check", PAGE,
            is_offered=lambda: here(MEETING) is not None,
        ),
    )  # fmt: skip


def _open_case(page: "RegisterPage") -> None:
    if page.calls is not None:
        page.calls.open_case()


def _called_back(page: "RegisterPage") -> None:
    if page.calls is not None:
        page.calls.called_back()


def _add_action(page: "RegisterPage") -> None:
    if page.meetings is not None:
        page.meetings.add_action()
