"""`python -m tipdesk`: the command line, which opens the window when it is given no command."""

import sys

from tipdesk.cli.main import main


def run() -> None:
    """Run and end the process with the command's exit status."""
    sys.exit(main())


if __name__ == "__main__":
    run()
