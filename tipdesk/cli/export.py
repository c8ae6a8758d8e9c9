"""`tipdesk export …`: cases as files of a standard, the officer's own copy."""

from pathlib import Path

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.progress import Progress
from tipdesk.cli.translate import _
from tipdesk.cli.written import show_exported


@click.group(cls=Group)
def export() -> None:
    """Cases as files of a standard: your own copy, audited and signed. Giving it away is a transfer."""


@export.command()
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A file that ends with .csv or .xlsx.")
@pass_context
def htcds(context: Context, out: Path) -> None:
    """Export a row for each victim of a case, in the columns of IOM's HTCDS 2.0."""
    from tipdesk.homes.case_sheets import export_cases

    exported = export_cases(context.desk, out.name, Progress().tell)
    show_exported(context, out, exported, _("The cases are in {file}, your signature beside it."))
