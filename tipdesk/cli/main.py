"""The program's one command: common options, the groups, and the place where any error becomes an exit status.

A refusal is printed as its sentence; anything else that escapes is a bug of ours, told without a value of any case.
"""

import sys
from gettext import NullTranslations
from importlib import import_module
from keyword import iskeyword
from pathlib import Path

import click

from tipdesk.cli.clicks_words import complaint, sentence
from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, Unlock, say
from tipdesk.cli.translate import _, speak, spoken
from tipdesk.domain.bug_lines import bug_lines
from tipdesk.domain.edition import Edition
from tipdesk.domain.errors import TipdeskError, Trouble, UserError
from tipdesk.domain.texts import _ as mark

STOPPED_STATUS, BUG_STATUS = 1, 70
NO_CONSOLE = mark(
    "This program opens the window. Commands are for tipdesk-cli, which lies in the same folder: type its name in "
    "place of this one's, in a console."
)
GROUPS = {
    "about": "about",
    "access": "access",
    "approval": "approval",
    "attach": "attach",
    "attachment": "attachment",
    "audit": "audit",
    "bundle": "bundle",
    "case": "case",
    "demo": "demo",
    "export": "export",
    "hotline": "hotline",
    "hq": "hq",
    "import": "import_",
    "mrz": "mrz",
    "outbox": "outbox",
    "officer": "officer",
    "person": "person",
    "post": "post",
    "record": "record",
    "referral": "referral",
    "register": "register",
    "report": "report",
    "report-now": "report_now",
    "store": "store",
    "sync": "sync",
    "training": "training",
}
"""The module of each group. It is imported only when the group is used, since the window starts by this way too."""


class Groups(Group):
    """The groups, each from its module. The language is chosen before anything else, help and refusals included."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the common options. UserError `no-language`."""
        call = click.Context(self, resilient_parsing=True, help_option_names=ctx.help_option_names)
        given, _rest, _order = self.make_parser(call).parse_args(args=list(args))
        shared = ctx.find_object(Context)
        if shared is not None:
            _speak(shared, given.get("home"), given.get("language"))
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all groups."""
        return sorted([*super().list_commands(ctx), *GROUPS])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a group, importing its module; None when there is none of that name."""
        if cmd_name not in GROUPS:
            return super().get_command(ctx, cmd_name)
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name.replace("-", "_")
        group: object = getattr(import_module(f"tipdesk.cli.{GROUPS[cmd_name]}"), name)
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


def _tell_version(context: click.Context, _option: click.Parameter, is_asked: object) -> None:
    """Print which edition of the program this is, and end; a home is neither needed nor touched."""
    from tipdesk.adapters.system.edition import read_edition

    if is_asked and not context.resilient_parsing:
        say(edition_line(read_edition()), err=False)
        context.exit()


def edition_line(edition: Edition) -> str:
    """Return the one line that names an edition: its version, its build and its commit."""
    form, values = edition.origin
    return f"TIPdesk {edition.version}, {_(form).format(**values)}"


@click.group(cls=Groups, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--home", type=click.Path(path_type=Path), help="Folder of the installation.")
@click.option("--as", "officer", help="Login name of the officer (default: the only one with a slot here).")
@click.option("--passphrase-file", type=click.Path(path_type=Path), help="File with the passphrase in its first line.")
@click.option("--language", metavar="CODE", help="Language of what is printed, as fr (default: the installation's).")
@click.option("--json", "is_json", is_flag=True, help="Print one JSON document and nothing else.")
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_tell_version,
    help="Show version, build and commit, and exit.",
)
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
    if context.invoked_subcommand is not None:
        if not shared.has_console:
            raise UserError("no-console", NO_CONSOLE)
        _make_ready(shared.home)
    if context.invoked_subcommand is None:
        from tipdesk.bootstrap.desktop import run_app

        context.exit(run_app(shared.home, language))


def _speak(shared: Context, home: str | None, asked: str | None) -> None:
    """Choose the language: the one asked for, else the installation's, else English.

    One JSON document reads the same on every installation: the installation's choice is not followed there, only what
    is asked for. Raises UserError `no-language`.
    """
    from tipdesk.adapters.system.catalogue import chosen_language, find_languages, load_catalogue
    from tipdesk.adapters.system.paths import default_home

    if asked is not None and asked not in find_languages():
        known = ", ".join(find_languages())
        raise UserError(
            "no-language", _("TIPdesk has no language “{language}”. It has: {known}."), language=asked, known=known
        )
    if not shared.has_voice:
        chosen = asked or (None if shared.is_json else chosen_language(Path(home) if home else default_home()))
        speak(load_catalogue(chosen) if chosen else NullTranslations())


def _make_ready(home: Path) -> None:
    """Do what every start does with a home, and print what it found; the window does so itself."""
    from tipdesk.homes.readying import make_ready

    for told in make_ready(home):
        say(_(told))


def _leave_room(home: Path) -> None:
    """Let the home's reserve go, and say so, where a disk that became full may have been in the way."""
    from tipdesk.adapters.system.paths import HomePaths
    from tipdesk.homes.readying import LET_GO, see_room

    if HomePaths(home).exists() and see_room(home) == LET_GO:
        say(_(LET_GO))


def main(
    arguments: list[str] | None = None,
    catalogue: NullTranslations | None = None,
    unlock: Unlock | None = None,
    *,
    has_console: bool = True,
) -> int:
    """Run one command line and return its exit status.

    The status is 0 when it is done, 1 for what the officer can put right, 2 for a wrong command line, 3 for trouble, 4
    for distrust and 70 for a bug of ours. `catalogue` has the texts of the officer's language; without it they are
    chosen by `--language` or for the installation. `unlock` opens a home, for callers that open the same ones again and
    again. Without a console (`has_console`) no command is run, since nobody would see what it says or could stop it.
    """
    given = sys.argv[1:] if arguments is None else arguments
    shared = Context(Path(), "--json" in given)
    shared.unlock, shared.has_voice, shared.has_console = unlock, catalogue is not None, has_console
    with spoken(catalogue or NullTranslations()):
        return _run(given, shared)


def _run(given: list[str], shared: Context) -> int:
    """Run the command line and return its exit status; whatever goes wrong is printed."""
    try:
        answer = tipdesk.main(args=given, prog_name="tipdesk", standalone_mode=False, obj=shared)
    except click.ClickException as error:
        if shared.is_json:
            shared.complain("user", "usage", sentence(error))
        else:
            for line in complaint(error).rstrip().expandtabs(4).split("\n"):  # it repeats what was typed
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
    """Print what a refusal, or a bug of ours, is, and return the exit status for it."""
    shared = shared or Context(Path(), is_json=False)
    if isinstance(error, TipdeskError):
        return shared.refuse(error)
    told = _("TIPdesk has a bug; nothing was lost. Please report:")
    shared.complain("bug", "bug", f"{told}\n{bug_lines(error)}")
    return BUG_STATUS
