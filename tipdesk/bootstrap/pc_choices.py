"""What officers have chosen for the windows of this PC, remembered in small files of our own beside the store.

These are the colours and the size of the letters, and whether the window's title names the open case. Naming it is off
at first: people at the counter and whoever shares a screen read the task bar, and a reference there ties an officer to
a case. Nothing of any case is in these files. A file that is missing or cannot be read counts as if nothing had been
chosen. They are not in the store, since the unlock window looks the same way, and not in Qt's settings, which nobody
looks after.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tipdesk.disk import remove
from tipdesk.domain.errors import Trouble
from tipdesk.domain.texts import _ as mark
from tipdesk.ui.theme import TEXT_PERCENTS, Scheme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tipdesk.ui.actions import Action
    from tipdesk.ui.seat import Seat
    from tipdesk.ui.theme import Theme

LOOK_FILE, NAME_FILE = "look", "window-name"
_CASE = b"case\n"
_MOST_BYTES = 200
USUAL = (Scheme.SYSTEM, TEXT_PERCENTS[0])


def show_look(folder: Path, theme: Theme) -> None:
    """Give the windows the look that was chosen in a home, unless it is the usual one."""
    chosen = _read_look(folder / LOOK_FILE)
    if chosen != USUAL:
        theme.apply(chosen[0], text_percent=chosen[1])


def remember_look(folder: Path, theme: Theme) -> Callable[[], object]:
    """Write down each look that is chosen from now on, until the function that is returned is called."""
    connection = theme.changed.connect(partial(_keep_look, folder / LOOK_FILE, theme))
    return partial(theme.disconnect, connection)


def _keep_look(file: Path, theme: Theme) -> None:
    import json

    from tipdesk.adapters.system.files import write_whole_file

    scheme, percent = theme.choice
    if (scheme, percent) == _read_look(file):
        return
    try:
        write_whole_file(file, json.dumps({"colours": scheme.value, "text": percent}).encode())
    except Trouble:
        return  # a full disk: it is only the look


def _read_look(file: Path) -> tuple[Scheme, int]:
    try:
        with file.open("rb") as opened:
            content = opened.read(_MOST_BYTES)
    except OSError:
        return USUAL
    import json  # only where there is something to read: the unlock window is quicker without

    try:
        kept = json.loads(content)
        scheme, percent = Scheme(kept["colours"]), kept["text"]
    except (ValueError, TypeError, KeyError):
        return USUAL
    return (scheme, percent) if percent in TEXT_PERCENTS else USUAL


def name_action(seat: Seat, folder: Path) -> Action:
    """Apply this PC's choice of whether the window's title names the case, and return the action that changes it."""
    from tipdesk.ui.actions import Action
    from tipdesk.ui.translate import _

    file = folder / NAME_FILE
    seat.shell.name.allow_case(is_allowed=_is_allowed(file))

    def change() -> None:
        is_allowed = not _is_allowed(file)
        try:
            _keep_name(file, is_allowed=is_allowed)
        except Trouble as problem:
            seat.say_problem(problem)
            return
        seat.shell.name.allow_case(is_allowed=is_allowed)
        seat.shell.toast.say(
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


def _keep_name(file: Path, *, is_allowed: bool) -> None:
    from tipdesk.adapters.system.files import write_whole_file

    if is_allowed:
        write_whole_file(file, _CASE)
        return
    try:
        remove(file)
    except OSError as error:
        raise Trouble("file-unwritable", mark("The choice could not be written down. It stays as it is.")) from error
