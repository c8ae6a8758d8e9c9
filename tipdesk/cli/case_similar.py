"""`tipdesk case similar`: for each person of a file, who of those known here it could be, and why."""

import json
from pathlib import Path

import click

from tipdesk.cli.commands import Command
from tipdesk.cli.context import Context, pass_context, read_file
from tipdesk.cli.translate import _
from tipdesk.domain.errors import UserError
from tipdesk.services.similar.find_similar import Answered, find_all_similar


@click.command("similar", cls=Command)
@click.option(
    "--from",
    "source",
    required=True,
    type=click.Path(path_type=Path),
    help="File with one person a line, as a JSON object of answers: given_names, family_name, birth_date, …",
)
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 50), help="How many for each person.")
@pass_context
def similar(context: Context, source: Path, limit: int) -> None:
    """Say for each person of a file who of those known here it could be; with --json one document a line."""
    for number, answered in enumerate(find_all_similar(context.desk, _people_of(source), limit=limit), 1):
        context.show(answered.to_json(), *_lines_of(number, answered))


def _people_of(source: Path) -> list[object]:
    """Return what each line of the file says; raises UserError `bad-json`, which names the line that says nothing."""
    people: list[object] = []
    for number, line in enumerate(read_file(source).splitlines(), 1):
        try:
            people += [json.loads(line)] if line.strip() else []
        except ValueError as error:
            raise UserError("bad-json", _("Line {line} is not JSON in UTF-8."), line=number) from error
    return people


def _lines_of(number: int, answered: Answered) -> list[str]:
    """Return the hints of one person as lines to read."""
    lines = [_("Person {number}: {count}").format(number=number, count=len(answered.hints))]
    if answered.unread:
        lines.append(_("Cannot be read: {names}").format(names=", ".join(answered.unread)))
    for hint in answered.hints:
        score = [] if hint.score is None else [f"{hint.score:.2f}", hint.label]
        lines.append("  ".join(("", hint.reference, *score, "; ".join(hint.reasons(_)))))
    return lines
