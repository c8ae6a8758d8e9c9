"""What click says of a command line that is none, in the language in use.

click forms its sentences in English before we see them. Each form that a command line of ours can bring about stands
here as a text of the catalogue: a sentence is known again by its form, and what it names is put into the translated
one. A sentence of another form stays as click made it, so that nothing is lost with a later click.
"""

import re

import click

from tipdesk.cli.translate import _
from tipdesk.domain.texts import _ as mark

FORMS = (
    mark("Invalid value for {name}: {more}"),
    mark("Missing option {name}. {more}"),
    mark("Missing option {name}."),
    mark("Missing argument {name}. {more}"),
    mark("Missing argument {name}."),
    mark("Missing command."),
    mark("No such option {name}. {more}"),
    mark("No such option {name}."),
    mark("No such command {name}. {more}"),
    mark("No such command {name}."),
    mark("Did you mean {name}?"),
    mark("(Did you mean one of: {names}?)"),
    mark("Option {name} requires an argument."),
    mark("Option {name} does not take a value."),
    mark("Got unexpected extra argument ({words})"),
    mark("Got unexpected extra arguments ({words})"),
    mark("Choose from:\n\t{names}"),
    mark("{value} is not one of {names}."),
    mark("{value} is not in the range {range}."),
    mark("{value} is not a valid integer."),
    mark("{value} is not a valid integer range."),
)
"""In the order in which they are tried: a sentence with another after it before the same one alone."""
_MORE = "more"


def complaint(error: click.ClickException) -> str:
    """Return what is said of a command line that is none: how the command is typed, where its help is, what is wrong.

    A group that was named alone is no fault: its help is returned.
    """
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    said = _("Error: {message}").format(message=sentence(error))
    call = error.ctx if isinstance(error, click.UsageError) else None
    if call is None:
        return said
    hint = _("Try '{command} {option}' for help.").format(command=call.command_path, option="--help")
    return f"{call.get_usage()}\n{hint}\n\n{said}"


def sentence(error: click.ClickException) -> str:
    """Return what is wrong, without the way to type it."""
    return _translated(error.format_message())


def _translated(said: str) -> str:
    for form in FORMS:
        known = _pattern(form).fullmatch(said)
        if known is not None:
            named = known.groupdict()
            if _MORE in named:
                named[_MORE] = _translated(named[_MORE])
            return _(form).format(**named)
    return said


def _pattern(form: str) -> re.Pattern[str]:
    """Return what a sentence of a form looks like: in each named place anything, as little as fits."""
    parts = re.split(r"\{(\w+)\}", form)
    pieces = (f"(?P<{part}>.*?)" if place % 2 else re.escape(part) for place, part in enumerate(parts))
    return re.compile("".join(pieces), re.DOTALL)
