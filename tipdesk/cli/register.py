"""`tipdesk register …`: rows of the registers beside the cases, listed, added, changed, counted and put away.

REGISTER is the name of a record, FIELD the name that a field has in documents, and ROW the id that `list` prints.
"""

from collections.abc import Sequence
from pathlib import Path

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, pass_context, read_file
from tipdesk.cli.progress import Progress
from tipdesk.cli.register_import import import_document, import_lines
from tipdesk.cli.row_text import show_rows
from tipdesk.cli.translate import _
from tipdesk.cli.written import show_exported, show_written
from tipdesk.domain.ids import parse_id
from tipdesk.services.case.set_fields import read_pairs
from tipdesk.services.registers.documents import history_document, row_document, view_document
from tipdesk.services.registers.kept import find_register
from tipdesk.services.registers.reading import (
    Counted,
    count_register,
    count_registers,
    list_register,
    pick_register_row,
    read_history,
    show_register_row,
    titles_named,
)
from tipdesk.services.registers.writing import add_row, amend_row, delete_row, restore_row


@click.group(cls=Group)
def register() -> None:
    """Registers beside the cases: trainings, campaigns, hotline calls, meetings, the plan, agreements."""


@register.command("list")
@click.argument("name", metavar="REGISTER")
@click.option("--of", "parent", metavar="ROW", help="Only what belongs to this row.")
@click.option("--trash", is_flag=True, help="Those in the trash as well.")
@pass_context
def list_(context: Context, name: str, parent: str | None, *, trash: bool) -> None:
    """List the rows of a register."""
    record = find_register(name)
    rows = list_register(context.desk, record, with_deleted=trash, parent=parent)
    document = {"records": [row_document(row) for row in rows]}
    show_rows(context, document, rows, titles=titles_named(context.desk, rows, _))


@register.command("show")
@click.argument("name", metavar="REGISTER")
@click.argument("row")
@pass_context
def show(context: Context, name: str, row: str) -> None:
    """Show one row, with what belongs to it."""
    view = show_register_row(context.desk, find_register(name), row)
    rows = (view.row, *(child for rows in view.children.values() for child in rows))
    show_rows(context, view_document(view), rows, titles=titles_named(context.desk, rows, _))


@register.command("history")
@click.argument("name", metavar="REGISTER")
@click.argument("row")
@pass_context
def history(context: Context, name: str, row: str) -> None:
    """Show who changed what of a row, latest first."""
    lines = read_history(context.desk, find_register(name), parse_id(row))
    document = history_document(lines)
    context.show({"history": document}, *(f"{one['at']}  {one['field']}  {one['after']}" for one in document))


@register.command("add")
@click.argument("name", metavar="REGISTER")
@click.argument("pairs", nargs=-1, metavar="[FIELD=VALUE …]")
@click.option("--reason")
@pass_context
def add(context: Context, name: str, pairs: Sequence[str], reason: str | None) -> None:
    """Add a row."""
    context.show_changed(add_row(context.desk, find_register(name), read_pairs(pairs), reason=reason))


@register.command("set")
@click.argument("name", metavar="REGISTER")
@click.argument("row")
@click.argument("pairs", nargs=-1, metavar="FIELD=VALUE …")
@click.option("--reason")
@pass_context
def set_(context: Context, name: str, row: str, pairs: Sequence[str], reason: str | None) -> None:
    """Change fields of a row (settles them where they are in conflict)."""
    seen = pick_register_row(context.desk, find_register(name), row)
    context.show_changed(amend_row(context.desk, seen, read_pairs(pairs), reason=reason))


@register.command("delete")
@click.argument("name", metavar="REGISTER")
@click.argument("row")
@click.option("--reason")
@pass_context
def delete(context: Context, name: str, row: str, reason: str | None) -> None:
    """Put a row into the trash."""
    seen = pick_register_row(context.desk, find_register(name), row)
    context.show_changed(delete_row(context.desk, seen, reason=reason))


@register.command("restore")
@click.argument("name", metavar="REGISTER")
@click.argument("row")
@click.option("--reason")
@pass_context
def restore(context: Context, name: str, row: str, reason: str | None) -> None:
    """Take a row out of the trash."""
    seen = pick_register_row(context.desk, find_register(name), row)
    context.show_changed(restore_row(context.desk, seen, reason=reason))


@register.command("print")
@click.argument("name", metavar="REGISTER")
@click.argument("row", required=False)
@click.option("--copy", "copy_number", default=1, show_default=True, type=click.IntRange(1))
@click.option("--out", required=True, type=click.Path(path_type=Path))
@pass_context
def print_(context: Context, name: str, row: str | None, copy_number: int, out: Path) -> None:
    """Print a register as a list, or one row as a sheet with what belongs to it."""
    from tipdesk.homes.printing import print_register

    record, wanted = find_register(name), parse_id(row) if row is not None else None
    content = print_register(context.desk, record, row=wanted, copy_number=copy_number, told=Progress().tell)
    show_written(context, out, content, _("The paper is in {file}."))


@register.command("export")
@click.argument("name", metavar="REGISTER")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A file that ends with .csv or .xlsx.")
@pass_context
def export(context: Context, name: str, out: Path) -> None:
    """Export a register as a spreadsheet; your signature lies beside it."""
    from tipdesk.homes.spreadsheets import export_register

    exported = export_register(context.desk, find_register(name), out.name)
    show_exported(context, out, exported, _("The register is in {file}, your signature beside it."))


@register.command("import")
@click.argument("name", metavar="REGISTER")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would be added, changed or refused.")
@pass_context
def import_(context: Context, name: str, file: Path, *, dry_run: bool) -> int:
    """Import rows from a spreadsheet: all of them, or none where something is wrong."""
    from tipdesk.homes.spreadsheets import import_register

    told = import_register(context.desk, find_register(name), file.name, read_file(file), dry_run=dry_run)
    context.show(import_document(told, dry_run=dry_run), *import_lines(told, dry_run=dry_run))
    return 1 if told.problems else 0


@register.command("count")
@click.argument("name", metavar="[REGISTER]", required=False)
@click.option("--by", help="Coded fields, separated by commas.")
@pass_context
def count(context: Context, name: str | None, by: str | None) -> None:
    """Count the rows of all registers, or of one by its coded fields."""
    if name is None:
        found = count_registers(context.desk)
    else:
        names = [one.strip() for one in (by or "").split(",") if one.strip()]
        found = count_register(context.desk, find_register(name), names)
    context.show({"counts": [_counted(one) for one in found]}, *(_line(one) for one in found))


def _counted(one: Counted) -> dict[str, object]:
    return {"register": one.record, "keys": dict(one.keys), "count": one.count}


def _line(one: Counted) -> str:
    return "  ".join((one.record, *one.keys.values(), str(one.count)))
