"""`tipdesk case join` and `case part`: a matter that was entered twice becomes one case, and two again.

The rows of the double are copied into the case that is kept, by ordinary entries; what stays behind is named.
"""

import click

from tipdesk.cli.commands import Command
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.translate import _
from tipdesk.domain.ids import id_text
from tipdesk.services.case.references import get_case_id
from tipdesk.services.same_person.join_case import Joined, join_case
from tipdesk.services.same_person.part_case import part_case


@click.command(cls=Command)
@click.argument("reference")
@click.argument("into", metavar="INTO")
@click.option("--why", "words", required=True, help="What tells you that both are one matter, in a few words.")
@pass_context
def join(context: Context, reference: str, into: str, words: str) -> None:
    """Join a case that was entered twice into the one that is kept.

    Its rows are copied into the case INTO, and the double stands among the open cases no more. Reports, tasks and what
    was signed stay in the double.
    """
    desk = context.desk
    joined = join_case(desk, get_case_id(desk, reference), get_case_id(desk, into), words)
    _show(context, joined, "copied", _("Joined. Rows copied: {count}. Rows that stay in the double: {stayed}."))


@click.command(cls=Command)
@click.argument("reference")
@click.option("--why", "words", required=True, help="Why both are two matters after all, in a few words.")
@pass_context
def part(context: Context, reference: str, words: str) -> None:
    """Part a case from the one into which it was joined.

    Copies of which nothing was written since are put away; the others stay and are named.
    """
    desk = context.desk
    parted = part_case(desk, get_case_id(desk, reference), words)
    _show(context, parted, "put_away", _("Parted. Copies put away: {count}. Copies that stay: {stayed}."))


def _show(context: Context, done: Joined, name: str, sentence: str) -> None:
    stayed = [{"record": row.record.name, "key": id_text(row.id)} for row in done.stayed]
    lines = (f"  {one['record']}  {one['key']}" for one in stayed)
    context.show({name: done.rows, "stayed": stayed}, sentence.format(count=done.rows, stayed=len(stayed)), *lines)
