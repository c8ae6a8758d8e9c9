"""`tipdesk case lines`: the people of a group from a file of comma-separated values, a row each."""

from pathlib import Path

import click

from tipdesk.cli.commands import Command
from tipdesk.cli.context import Context, pass_context, read_file
from tipdesk.cli.translate import _
from tipdesk.domain.errors import UserError
from tipdesk.services.line_list.add_lines import add_lines
from tipdesk.services.line_list.columns import BY_COLUMN


def _text_of(source: Path) -> str:
    """Return the text of a file; raises UserError `not-utf-8` where its letters cannot be told."""
    try:
        return read_file(source).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError("not-utf-8", _("Save the sheet as “CSV UTF-8”: its letters cannot be read.")) from error


@click.command("lines", cls=Command)
@click.argument("reference")
@click.option(
    "--from",
    "source",
    required=True,
    type=click.Path(path_type=Path),
    help="CSV file; its first row names the columns.",
)
@pass_context
def lines(context: Context, reference: str, source: Path) -> None:
    """Add the people of a file to the line list of a case; cells that cannot be read wait there as they are."""
    added = add_lines(context.desk, reference, _text_of(source), _)
    refused = [{"row": row, "column": problem.path, "problem": problem.text(_)} for row, problem in added.refused]
    said = (
        _("Row {row}, {column}: {problem}").format(
            row=row, column=_(BY_COLUMN[problem.path].label), problem=problem.text(_)
        )
        for row, problem in added.refused
    )
    told = _("Added to {reference}: {count}").format(reference=added.reference, count=added.added)
    context.show({"reference": added.reference, "added": added.added, "refused": refused}, told, *said)
