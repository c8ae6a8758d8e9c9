"""The page of the manual, tipdesk(1), made from what the commands say of themselves when they are asked with `--help`.

So no command is explained twice. It is in English, as all help is that no catalogue translates.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import click

from tipdesk.cli.commands import message_of
from tipdesk.cli.main import tipdesk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from installer.packages.facts import Facts

_STATUSES = (
    ("0", "Done."),
    ("1", "Something that the officer can put right."),
    ("2", "A wrong command line."),
    ("3", "Trouble: disk, link or stick."),
    ("4", "Distrust: a check failed."),
    ("70", "A bug of TIPdesk."),
)
_PLACES = (
    ("~/.local/share/tipdesk", "The home of an account, unless --home names another. Nothing removes it but a person."),
    ("/var/lib/tipdesk", "The home of a headquarters that is served by tipdesk-hq.service."),
    ("/etc/tipdesk/hq.conf", "How that service listens, and as which officer it works."),
)


def make_man_page(facts: Facts) -> str:
    """Return the page as source for man: what TIPdesk is, every command with its options, statuses and places."""
    day = time.strftime("%Y-%m-%d", time.gmtime(facts.epoch))
    lines = [
        f'.TH TIPDESK 1 "{day}" "TIPdesk {facts.name}" "TIPdesk"',
        ".SH NAME",
        r"tipdesk, tipdesk\-cli \- case records on human trafficking, at a post and at headquarters",
        ".SH SYNOPSIS",
        r".B tipdesk\-cli",
        r"[\fIOPTIONS\fR] \fICOMMAND\fR [\fIARGUMENTS\fR]",
        ".br",
        ".B tipdesk",
        ".SH DESCRIPTION",
        *_paragraphs(tipdesk.help or ""),
        ".SH OPTIONS",
        *_options(tipdesk, click.Context(tipdesk, info_name="tipdesk")),
        ".SH COMMANDS",
        *_commands(tipdesk, click.Context(tipdesk, info_name="tipdesk")),
        ".SH EXIT STATUS",
        *_listed(_STATUSES),
        ".SH FILES",
        *_listed(_PLACES),
    ]
    return "\n".join(lines) + "\n"


def _commands(group: click.Group, above: click.Context) -> Iterator[str]:
    for name in group.list_commands(above):
        command = group.get_command(above, name)
        if command is None or command.hidden:
            continue
        context = click.Context(command, info_name=name, parent=above)
        if isinstance(command, click.Group):
            yield from _commands(command, context)
            continue
        usage = " ".join(command.collect_usage_pieces(context))
        yield f".SS {_plain(f'{context.command_path} {usage}'.removeprefix('tipdesk '))}"
        yield from _paragraphs(command.help or "")
        yield from _options(command, context)


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for option in command.get_params(context):
        record = option.get_help_record(context)
        if isinstance(option, click.Option) and record is not None and "--help" not in option.opts:
            yield from _listed([record])


def _paragraphs(written: str) -> Iterator[str]:
    for number, paragraph in enumerate(message_of(written).split("\n\n")):
        if number:
            yield ".PP"
        yield _plain(paragraph)


def _listed(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, text in pairs:
        yield ".TP"
        yield rf"\fB{_plain(name)}\fR"
        yield _plain(text)


def _plain(text: str) -> str:
    r"""Return a text that man shows as it stands: no sign of it is a command to man, and a hyphen stays one."""
    text = " ".join(text.split()).replace("\\", r"\e").replace("-", r"\-")
    return re.sub(r"^([.'])", r"\\&\1", text)
