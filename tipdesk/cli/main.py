"""The program's one command: common options, the groups, and the last line that catches what is our own bug."""

import sys
from gettext import NullTranslations
from importlib import import_module
from io import StringIO
from pathlib import Path

import click

from tipdesk import __version__
from tipdesk.cli.context import Context, Unlock, say
from tipdesk.cli.translate import _, speak, spoken
from tipdesk.domain.bug_lines import bug_lines
from tipdesk.domain.errors import TipdeskError, Trouble, UserError

STOPPED_STATUS, BUG_STATUS = 1, 70
GROUPS = {
    "access": "access",
    "audit": "audit",
    "bundle": "bundle",
    "case": "case",
    "demo": "demo",
    "hq": "hq",
    "outbox": "outbox",
    "officer": "officer",
    "post": "post",
    "record": "record",
    "report": "report",
    "report-now": "report_now",
    "store": "store",
    "sync": "sync",
}
"""The module of each group. A group is imported when it is used, since the window starts by this way too."""


class Groups(click.Group):
    """The groups, each from its module."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all groups."""
        return sorted([*super().list_commands(ctx), *GROUPS])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a group, importing its module; None when there is none of that name."""
        if cmd_name not in GROUPS:
            return super().get_command(ctx, cmd_name)
        group: object = getattr(import_module(f"tipdesk.cli.{GROUPS[cmd_name]}"), cmd_name.replace("-", "_"))
        if not isinstance(group, click.Command):
            raise TypeError(cmd_name)
        if cmd_name == "hq" and isinstance(group, click.Group):
            from tipdesk.cli.hq_directory import register_directory
            from tipdesk.cli.hq_erasure import register_erasure
            from tipdesk.cli.hq_incidents import register_incidents
            from tipdesk.cli.hq_keys import register_keys
            from tipdesk.cli.hq_quarantine import register_quarantine
            from tipdesk.cli.hq_records import register_records
            from tipdesk.cli.hq_strangers import register_strangers

            register_directory(group)
            register_incidents(group)
            register_keys(group)
            register_erasure(group)
            register_records(group)
            register_quarantine(group)
            register_strangers(group)
        return group


@click.group(cls=Groups, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--home", type=click.Path(path_type=Path), help="Folder of the installation.")
@click.option("--as", "officer", help="Login name of the officer (default: the only one with a slot here).")
@click.option("--passphrase-file", type=click.Path(path_type=Path), help="File with the passphrase in its first line.")
@click.option("--language", metavar="CODE", help="Language of what is printed, as fr (default: the installation's).")
@click.option("--json", "is_json", is_flag=True, help="Print one JSON document and nothing else.")
@click.version_option(__version__)
@click.pass_context
def tipdesk(
    context: click.Context,
    home: Path | None,
    officer: str | None,
    passphrase_file: Path | None,
    language: str | None,
    *,
    is_json: bool,
) -> None:
    """TIPdesk: trafficking-in-persons cases, kept safe at a post and at headquarters. Without a command: the window."""
    from tipdesk.adapters.system.paths import default_home

    shared = context.ensure_object(Context)
    shared.home, shared.is_json = home or default_home(), is_json
    shared.officer, shared.passphrase_file = officer, passphrase_file
    context.call_on_close(shared.close)
    _speak(shared, language)
    if context.invoked_subcommand is not None:
        _make_ready(shared.home)
    if context.invoked_subcommand is None:
        from tipdesk.bootstrap.desktop import run_app

        context.exit(run_app(shared.home, language))


def _speak(shared: Context, asked: str | None) -> None:
    """Choose the language: the one asked for, else the installation's, else English. UserError `no-language`.

    One JSON document reads the same on every installation: what was chosen there is not followed, only what is asked.
    """
    from tipdesk.adapters.system.catalogue import chosen_language, find_languages, load_catalogue

    if asked is not None and asked not in find_languages():
        known = ", ".join(find_languages())
        raise UserError(
            "no-language", _("TIPdesk has no language “{language}”. It has: {known}."), language=asked, known=known
        )
    if not shared.has_voice:
        chosen = asked or (None if shared.is_json else chosen_language(shared.home))
        speak(load_catalogue(chosen) if chosen else NullTranslations())


def _make_ready(home: Path) -> None:
    """Do what every start does with a home, and say what it found; the window does so itself."""
    from tipdesk.homes.readying import make_ready

    for told in make_ready(home):
        say(_(told))


def _leave_room(home: Path) -> None:
    """Where a disk that became full may have been in the way, give it the home's reserve, and say so."""
    from tipdesk.adapters.system.paths import HomePaths
    from tipdesk.homes.readying import LET_GO, see_room

    if HomePaths(home).exists() and see_room(home) == LET_GO:
        say(_(LET_GO))


def main(
    arguments: list[str] | None = None, catalogue: NullTranslations | None = None, unlock: Unlock | None = None
) -> int:
    """Run one command line and return its exit status.

    0 done, 1 the officer can put it right, 2 usage, 3 trouble, 4 distrust, 70 a bug of ours. `catalogue`: the texts of
    the officer's language, chosen by `--language` or for the installation unless given. `unlock`: how a home is
    opened, for callers that open the same ones again and again.
    """
    given = sys.argv[1:] if arguments is None else arguments
    shared = Context(Path(), "--json" in given)
    shared.unlock, shared.has_voice = unlock, catalogue is not None
    with spoken(catalogue or NullTranslations()):
        return _run(given, shared)


def _run(given: list[str], shared: Context) -> int:
    """Run the command line; return its exit status. Whatever goes wrong is told."""
    try:
        answer = tipdesk.main(args=given, prog_name="tipdesk", standalone_mode=False, obj=shared)
    except click.ClickException as error:
        if shared.is_json:
            shared.complain("user", "usage", error.format_message())
        else:
            told = StringIO()
            error.show(told)
            for line in told.getvalue().rstrip().split("\n"):  # it repeats what was typed
                say(line)
        return error.exit_code
    except (click.exceptions.Abort, KeyboardInterrupt):
        shared.complain("user", "stopped", _("Stopped."))
        return STOPPED_STATUS
    except Exception as error:  # noqa: BLE001 - the last line: our own bug, told without a value of any case
        status = tell(error, shared)
        if isinstance(error, Trouble):
            _leave_room(shared.home)
        return status
    return answer if isinstance(answer, int) else 0


def tell(error: Exception, shared: Context | None = None) -> int:
    """Say what a refusal, or our own bug, is; the exit status."""
    shared = shared or Context(Path(), is_json=False)
    if isinstance(error, TipdeskError):
        return shared.refuse(error)
    told = _("TIPdesk has a bug; nothing was lost. Please report:")
    shared.complain("bug", "bug", f"{told}\n{bug_lines(error)}")
    return BUG_STATUS
