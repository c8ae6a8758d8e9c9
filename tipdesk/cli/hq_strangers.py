"""`tipdesk hq strangers`: what people without a key did at headquarters' door, day by day.

The lines are shared with `hq serve` and `hq receive`, which tell of them as well.
"""

from datetime import date

import click

from tipdesk.cli.commands import Command
from tipdesk.cli.context import Context, pass_context, say
from tipdesk.cli.translate import _
from tipdesk.domain.moments import day_shown
from tipdesk.services.headquarters.intake.strangers import find_strangers, note_strangers, stranger_words
from tipdesk.services.remembered.shapes import StrangersDay


def register_strangers(hq: click.Group) -> None:
    """Add the command of this file to `hq`."""
    hq.add_command(strangers)


@click.command("strangers", cls=Command)
@pass_context
def strangers(context: Context) -> None:
    """Print what strangers did on the last 31 days: counts alone, without a name or an address."""
    found = find_strangers(context.desk)
    rows = [{"day": one.day, "counts": dict(one.counts)} for one in found]
    context.show({"strangers": rows}, *([day_line(one) for one in found] or [_("No stranger has come by.")]))


def day_line(one: StrangersDay) -> str:
    """Return what strangers did on one day, as a line for people."""
    return f"{day_shown(date.fromisoformat(one.day), _)}: {stranger_words(one.counts)}"


def say_today(context: Context) -> None:
    """Print on standard error what strangers have done today, where they did anything."""
    today = note_strangers(context.desk, {})
    if today.counts:
        say(day_line(today))
