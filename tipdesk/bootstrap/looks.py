"""Colours and size of letters, remembered in a small file of our own beside the store: nothing of any case is in it.

A file that is missing or cannot be read is as if nothing had been chosen. Not in the store, since the unlock window
looks the same way; not in Qt's settings, which nobody looks after.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tipdesk.domain.errors import Trouble
from tipdesk.ui.theme import TEXT_PERCENTS, Scheme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tipdesk.ui.theme import Theme

FILE = "look"
_MOST_BYTES = 200
USUAL = (Scheme.SYSTEM, TEXT_PERCENTS[0])


def show_look(folder: Path, theme: Theme) -> None:
    """Show what was chosen in a home, unless it is the usual look."""
    chosen = _read(folder / FILE)
    if chosen != USUAL:
        theme.apply(chosen[0], text_percent=chosen[1])


def remember_look(folder: Path, theme: Theme) -> Callable[[], object]:
    """Write down what is chosen from now on, until what is returned is called."""
    connection = theme.changed.connect(partial(_keep, folder / FILE, theme))
    return partial(theme.disconnect, connection)


def _keep(file: Path, theme: Theme) -> None:
    import json

    from tipdesk.adapters.system.files import write_whole_file

    scheme, percent = theme.choice
    if (scheme, percent) == _read(file):
        return
    try:
        write_whole_file(file, json.dumps({"colours": scheme.value, "text": percent}).encode())
    except Trouble:
        return  # a full disk: it is only the look


def _read(file: Path) -> tuple[Scheme, int]:
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
