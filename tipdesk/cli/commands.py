"""The classes of every command and group: the help that they print speaks the language in use, as all else does.

What a command says of itself is written once, as its docstring and as the help of its options; both are texts of the
catalogue (`installer/texts` collects them), translated when the help is printed and never at import. Names of commands
and options and what stands for a value (TEXT, REFERENCE) are a contract with scripts and stay as they are. What click
itself says is translated in `clicks_words`.
"""

import inspect
import re

import click

from tipdesk.cli.translate import _
from tipdesk.domain.texts import _ as mark

HEADINGS = {"Options": mark("Options"), "Commands": mark("Commands")}
HELP_OF_CLICK = (mark("Show this message and exit."),)
"""What click says of its own option `--help`; the catalogue knows it by its being named here."""


def message_of(written: str) -> str:
    """Return the message id of a help text: one line a paragraph, wherever its lines are broken in the source."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", inspect.cleandoc(written)))


class _Page(click.HelpFormatter):
    """A page of help whose headings are translated."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that shows how a command is typed."""
        super().write_usage(prog, args, prefix or f"{_('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a list."""
        super().write_heading(_(HEADINGS.get(heading, heading)))


class _Call(click.Context):
    """One call of a command; its help is written on a page of ours."""

    formatter_class = _Page


class Command(click.Command):
    """A command whose help speaks the language in use."""

    context_class = _Call

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the one line that stands beside the command in the list of its group."""
        return click.Command(None, help=_told(self.help)).get_short_help_str(limit)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        click.Command(None, help=_told(self.help)).format_help_text(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each option with what it is for."""
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option) and not one.hidden]
        with formatter.section("Options"):
            formatter.write_dl([(one.get_help_spec(ctx), _help_of(one, ctx)) for one in options])


class Group(Command, click.Group):
    """A group of commands; those that are made by its decorators are of these classes as well."""

    command_class = Command
    group_class = type

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each option, and each command of the group."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


def _told(written: str | None) -> str:
    return _(message_of(written or ""))


def _help_of(option: click.Option, call: click.Context) -> str:
    """Return what an option is for, and in brackets what holds for it, in the order in which click says it."""
    extra = option.get_help_extra(call)
    notes = [
        *([_("default: {default}").format(default=extra["default"])] if "default" in extra else []),
        *([extra["range"]] if "range" in extra else []),
        *([_("required")] if "required" in extra else []),
    ]
    return "  ".join(filter(None, (_told(option.help), f"[{'; '.join(notes)}]" if notes else "")))
