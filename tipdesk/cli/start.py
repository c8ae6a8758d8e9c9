"""The way into the program: the window when nothing but a home is named, else the command line.

The window is started from here directly, since importing the command line's library would cost it time before anything
is seen.
"""

import sys
from pathlib import Path

from tipdesk.adapters.system.hardening import harden


def run() -> None:
    """Run the window or the command line, and end the process with its exit status."""
    harden()
    given = sys.argv[1:]
    if not given or is_home(given):
        sys.exit(_open_window(Path(given[1]) if given else None))
    from tipdesk.cli.main import main

    sys.exit(main())


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
