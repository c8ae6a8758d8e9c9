"""`tipdesk case clocks`: what of a case is due, or overdue, and when."""

import click

from tipdesk.cli.commands import Command
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.translate import _
from tipdesk.domain.rules.clocks.clock import Clock
from tipdesk.services.clock_lists.show_clocks import clock_document, show_clocks
from tipdesk.services.clocks.clock_words import due_shown, sentence_of


@click.command("clocks", cls=Command)
@click.argument("reference")
@pass_context
def clocks(context: Context, reference: str) -> None:
    """Print the clocks of a case, the first due first: what is due when, and what is overdue."""
    desk = context.desk
    found = show_clocks(desk, reference)
    now, offset = desk.clock.now_ms(), desk.clock.offset_minutes()
    lines = [f"{told_clock(one, now)} ({due_shown(one, offset)})" for one in found] or [_("Nothing is due.")]
    context.show({"clocks": [clock_document(one, desk) for one in found]}, *lines)


def told_clock(clock: Clock, now_ms: int) -> str:
    """Return the sentence of a clock, with a word on it where a time that was told cannot be."""
    doubt = _("a clock is wrong, so this time is doubtful") if clock.is_doubtful else ""
    return ": ".join(filter(None, (sentence_of(clock, now_ms), doubt)))
