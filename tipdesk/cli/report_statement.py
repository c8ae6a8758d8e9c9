"""`tipdesk report determination` and `report age`: what was decided or found of one person, in a language they read."""

from pathlib import Path

import click

from tipdesk.cli.commands import Command
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.progress import Progress
from tipdesk.cli.translate import _
from tipdesk.cli.written import show_written
from tipdesk.domain.ids import parse_id
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.references import get_case_id


@click.command("determination", cls=Command)
@click.argument("reference")
@click.option("--row", default="", help="Which determination; needed where there are several.")
@click.option("--language", default="", metavar="CODE", help="Language of the paper: en, fr or es.")
@click.option("--copy", "copy_number", default=1, show_default=True, type=click.IntRange(1))
@click.option("--out", required=True, type=click.Path(path_type=Path))
@pass_context
def determination(context: Context, reference: str, row: str, language: str, copy_number: int, out: Path) -> None:
    """Print a determination: who decided what, on which elements, why, and how a review is asked for."""
    _print(context, "Determination", reference, row, language, copy_number, out)


@click.command("age", cls=Command)
@click.argument("reference")
@click.option("--row", default="", help="Which age assessment; needed where there are several.")
@click.option("--language", default="", metavar="CODE", help="Language of the paper: en, fr or es.")
@click.option("--copy", "copy_number", default=1, show_default=True, type=click.IntRange(1))
@click.option("--out", required=True, type=click.Path(path_type=Path))
@pass_context
def age(context: Context, reference: str, row: str, language: str, copy_number: int, out: Path) -> None:
    """Print a statement of age: how it was assessed, what came of it, and that doubt protects as a child."""
    _print(context, "AgeAssessment", reference, row, language, copy_number, out)


def _print(context: Context, record: str, reference: str, row: str, language: str, copy_number: int, out: Path) -> None:
    from tipdesk.homes.statements import print_statement

    case = get_case_id(context.desk, reference)
    content = print_statement(
        context.desk,
        case,
        BY_NAME[record],
        parse_id(row) if row else None,
        language=language,
        copy_number=copy_number,
        told=Progress().tell,
    )
    show_written(context, out, content, _("It is in {file}."))
