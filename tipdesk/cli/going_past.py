"""The options by which a command goes past a rule: `--past GATE --because WORDS`, and `--ground` to act before asking.

Each rule is named by the code with which the command was refused before, so that nobody goes past one of which they
have not heard.
"""

from collections.abc import Callable
from typing import TypedDict, TypeVar

import click

from tipdesk.cli.translate import _
from tipdesk.domain.rules.gates.passing import Override

Run = TypeVar("Run", bound=Callable[..., object])


class Going(TypedDict):
    """What the options give."""

    past: tuple[str, ...]
    because: str
    ground: str


def going_past(command: Run) -> Run:
    """Give a command the options `past`, `because` and `ground`, of which `override_of` makes an override."""
    for option in (
        click.option("--ground", default="", help="Act now and be reviewed within 24 hours: danger, child or medical."),
        click.option("--because", default="", help="Why, in words; the history keeps it."),
        click.option("--past", multiple=True, metavar="GATE", help="Go past this rule, by the code of its refusal."),
    ):
        command = option(command)
    return command


def override_of(past: tuple[str, ...], because: str, ground: str) -> Override | None:
    """Return the override that the options name, None where they name none."""
    if not past and not because and not ground:
        return None
    if not past:
        raise click.UsageError(_("Say with --past which rule: the code with which this was refused."))
    return Override(frozenset(past), because, ground)
