"""What can be done with calls of the hotline and with meetings from the keyboard, for the registry of actions.

Importing this module loads no screen of a register: the page is built when an action first needs it.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.actions import Action

if TYPE_CHECKING:
    from tipdesk.ui.registers.view import RegisterPage
    from tipdesk.ui.seat import Seat

CALL, MEETING, PAGE = "HotlineCall", "TaskForceMeeting", "cooperation"


def cooperation_actions(seat: "Seat") -> Sequence[Action]:
    """Return the actions of cooperation: a new call from anywhere, and what follows a call or a meeting in front."""
    return (
        Action(
            "note-call", mark("Note a hotline call"), lambda: seat.go(PAGE, (CALL, None)), "Ctrl+Shift+H", "phone",
            words=mark("telephone caller rang"),
        ),
        *(
            Action(
                id_, text, partial(_run, seat, record, deed), keys, icon, PAGE,
                is_offered=partial(_is_here, seat, record),
            )
            for id_, text, keys, icon, record, deed in _DEEDS
        ),
    )  # fmt: skip


def _is_here(seat: "Seat", record: str) -> bool:
    """Tell whether the rows of this record are in front."""
    return _page(seat, record) is not None


def _run(seat: "Seat", record: str, deed: "Deed") -> None:
    page = _page(seat, record)
    if page is not None:
        deed(page)


def _page(seat: "Seat", record: str) -> "RegisterPage | None":
    """Return the page of cooperation while the rows of this record are in front of it."""
    from tipdesk.ui.registers.view import RegisterPage

    known = seat.shell.actions_known
    front = known.front if known.page == PAGE else None
    return front if isinstance(front, RegisterPage) and front.record.name == record else None


def _open_case(page: "RegisterPage") -> None:
    if page.calls is not None:
        page.calls.open_case()


def _called_back(page: "RegisterPage") -> None:
    if page.calls is not None:
        page.calls.called_back()


def _add_action(page: "RegisterPage") -> None:
    if page.meetings is not None:
        page.meetings.add_action()


Deed = Callable[["RegisterPage"], None]
_DEEDS: tuple[tuple[str, str, str, str, str, Deed], ...] = (
    ("call-case", mark("Open a case from this call, or go to it"), "Ctrl+Shift+O", "folder", CALL, _open_case),
    ("call-back", mark("Called back: note the time"), "Ctrl+Shift+B", "phone", CALL, _called_back),
    ("meeting-action", mark("Add an action of this meeting"), "Ctrl+Shift+M", "list-check", MEETING, _add_action),
)
"""What is done with the row in front: id, text, keys, icon, the record, and the deed."""
