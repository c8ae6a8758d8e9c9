"""Whether the window's title names the open case, remembered for this PC in a file beside the store. Off at first.

People at the counter and whoever shares a screen read the task bar; a reference there ties an officer to a case. A
file that is missing or cannot be read means no.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.domain.errors import Trouble
from tipdesk.domain.texts import _ as mark

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.ui.actions import Action
    from tipdesk.ui.workplace import Workplace

FILE = "window-name"
_CASE = b"case\n"


def name_action(place: Workplace, folder: Path) -> Action:
    """Name the window as this PC has it, and return the action that changes it."""
    from tipdesk.ui.actions import Action
    from tipdesk.ui.translate import _

    file = folder / FILE
    place.shell.name.allow_case(is_allowed=_is_allowed(file))

    def change() -> None:
        is_allowed = not _is_allowed(file)
        try:
            _keep(file, is_allowed=is_allowed)
        except Trouble as problem:
            place.say_problem(problem)
            return
        place.shell.name.allow_case(is_allowed=is_allowed)
        place.shell.toast.say(
            _("The window's title names the open case. Anybody who sees this screen can read it.")
            if is_allowed
            else _("The window's title names no case.")
        )

    text = mark("Name the open case in the window's title, or not")
    return Action("window-name", text, change, icon="eye", words=mark("title task bar reference privacy"))


def _is_allowed(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(len(_CASE)) == _CASE
    except OSError:
        return False


def _keep(file: Path, *, is_allowed: bool) -> None:
    from tipdesk.adapters.system.files import write_whole_file

    if is_allowed:
        write_whole_file(file, _CASE)
        return
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise Trouble("file-unwritable", mark("The choice could not be written down. It stays as it is.")) from error
