"""`python -m tipdesk`: the command line, which opens the window when it is given no command."""

from tipdesk.cli.start import run

if __name__ == "__main__":
    run()
