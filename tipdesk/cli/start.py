"""The way into the program: the window when nothing but a home is named, else the command line.

The window is started from here directly, since importing the command line's library would cost it time before anything
is seen; so is the preview child (`adapters/preview`), which is no command for people. A process that has nothing but
windows says what it has to say in one.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from tipdesk.adapters.preview import PREVIEW_CHILD
from tipdesk.adapters.system.hardening import harden
from tipdesk.cli.streams import is_for_windows_alone, make_streams


def show_words(words: str) -> None:
    """Show in a window what would be printed, and wait until it is closed."""
    from tipdesk.adapters.system import resources
    from tipdesk.ui.app import say_in_window

    say_in_window(words, resources)


def run(show: Callable[[str], object] = show_words) -> None:
    """Run the window or the command line, and end the process with its exit status.

    `show` is called with what was said, where this process has nothing but windows to speak by.
    """
    harden()
    if sys.argv[1:] == [PREVIEW_CHILD]:
        from tipdesk.adapters.preview.child import run as draw

        sys.exit(draw())
    said, given = make_streams(), sys.argv[1:]
    is_windowed = is_for_windows_alone(sys.executable, said)
    if not given or is_home(given):
        status = _open_window(Path(given[1]) if given else None)
        is_heard = status == 0
    else:
        from tipdesk.cli.main import main

        status, is_heard = main(has_console=not is_windowed), False
    if is_windowed and said is not None and not is_heard and (words := said.getvalue().strip()):
        show(words)
    sys.exit(status)


def is_home(given: list[str]) -> bool:
    """Tell whether nothing but a home is named: `--home FOLDER`, as the window starts itself afresh."""
    return len(given) == len(("--home", "FOLDER")) and given[0] == "--home"


def _open_window(home: Path | None) -> int:
    try:
        from tipdesk.bootstrap.desktop import run_app

        return run_app(home)
    except Exception as error:  # noqa: BLE001 - the command line's last line, for the one start that goes around it
        from tipdesk.cli.main import tell

        return tell(error)
