"""What officers have chosen for the windows of this PC, remembered in small files of our own beside the store.

These are the colours and the size of the letters, whether the window's title names the open case, and whether a letter
alone does something in lists. Naming the case is off at first: people at the counter and whoever shares a screen read
the task bar, and a reference there ties an officer to a case. Nothing of any case is in these files. A file that is
missing or cannot be read counts as if nothing had been chosen. They are not in the store, since the unlock window looks
the same way, and not in Qt's settings, which nobody looks after.
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

LOOK_FILE, NAME_FILE, LETTERS_FILE = "look", "window-name", "letters"
_CASE, _OFF = b"case\n", b"off\n"
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
    from tipdesk.ui.translate import _

    def use(*, is_chosen: bool) -> str:
        seat.shell.name.allow_case(is_allowed=is_chosen)
        named = _("The window's title names the open case. Anybody who sees this screen can read it.")
        return named if is_chosen else _("The window's title names no case.")

    text, words = mark("Name the open case in the window's title, or not"), mark("title task bar reference privacy")
    return _choice(seat, folder / NAME_FILE, _CASE, use, ("window-name", text, "eye", words))


def letters_action(seat: Seat, folder: Path) -> Action:
    """Apply this PC's choice of whether letters alone do something in lists, and return the action that changes it."""
    from tipdesk.ui.letters import let_letters
    from tipdesk.ui.translate import _

    def use(*, is_chosen: bool) -> str:
        let_letters(be_keys=not is_chosen)
        off = _("A letter alone does nothing in lists. Buttons and Enter do what letters did.")
        return off if is_chosen else _("A letter alone does in a list what the list of shortcuts says.")

    text, words = mark("Letters alone as keys in lists, on or off"), mark("single letter shortcut keyboard settings")
    return _choice(seat, folder / LETTERS_FILE, _OFF, use, ("letters", text, "keyboard", words))


def _choice(
    seat: Seat, file: Path, content: bytes, use: Callable[..., str], named: tuple[str, str, str, str]
) -> Action:  # fmt: skip
    """Use a choice of two as it was kept, and return the action that turns it and says so.

    It is chosen where the file has this content. `named` has the id of the action, its text, its icon and other words.
    """
    from tipdesk.ui.actions import Action

    use(is_chosen=_is_chosen(file, content))

    def change() -> None:
        is_chosen = not _is_chosen(file, content)
        try:
            _keep(file, content if is_chosen else None)
        except Trouble as problem:
            seat.say_problem(problem)
            return
        seat.shell.toast.say(use(is_chosen=is_chosen))

    name, text, icon, words = named
    return Action(name, text, change, icon=icon, words=words)


def _is_chosen(file: Path, content: bytes) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(len(content)) == content
    except OSError:
        return False


def _keep(file: Path, content: bytes | None) -> None:
    from tipdesk.adapters.system.files import write_whole_file

    if content is not None:
        write_whole_file(file, content)
        return
    try:
        remove(file)
    except OSError as error:
        raise Trouble("file-unwritable", mark("The choice could not be written down. It stays as it is.")) from error
