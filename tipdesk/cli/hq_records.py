"""`tipdesk hq directory …`: duty numbers, agencies, posts, and what officers may do. `post` and `officer` are shorter.

RECORD is DutyNumber, Agency, Post or Officer. ROW is the id that `list` prints, the code of a post or an officer's
login name. The answers have the shapes of `tipdesk record`.
"""

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.row_text import show_rows
from tipdesk.services.case.set_fields import read_pairs
from tipdesk.services.headquarters.directory.rows import (
    add_directory_row,
    amend_directory_row,
    delete_directory_row,
    directory_document,
    find_directory_record,
    hidden_fields,
    list_directory,
    pick_directory_row,
    restore_directory_row,
)


def register_records(hq: click.Group) -> None:
    """Add the group of this file to `hq`."""
    hq.add_command(directory)


@click.group(cls=Group)
def directory() -> None:
    """Duty numbers, agencies, posts and officers: list, add, set, delete, restore."""


@directory.command("list")
@click.argument("record_name", metavar="RECORD")
@pass_context
def list_(context: Context, record_name: str) -> None:
    """List the rows of a record."""
    record = find_directory_record(record_name)
    rows = list_directory(context.desk, record)
    show_rows(context, {"records": [directory_document(row) for row in rows]}, rows, without=hidden_fields(record))


@directory.command("add")
@click.argument("record_name", metavar="RECORD")
@click.argument("pairs", nargs=-1, metavar="FIELD=VALUE …")
@pass_context
def add(context: Context, record_name: str, pairs: tuple[str, ...]) -> None:
    """Add a row."""
    context.show_changed(add_directory_row(context.desk, find_directory_record(record_name), read_pairs(pairs)))


@directory.command("set")
@click.argument("record_name", metavar="RECORD")
@click.argument("row")
@click.argument("pairs", nargs=-1, metavar="FIELD=VALUE …")
@pass_context
def set_(context: Context, record_name: str, row: str, pairs: tuple[str, ...]) -> None:
    """Change fields of a row."""
    seen = pick_directory_row(context.desk, find_directory_record(record_name), row)
    context.show_changed(amend_directory_row(context.desk, seen, read_pairs(pairs)))


@directory.command("delete")
@click.argument("record_name", metavar="RECORD")
@click.argument("row")
@pass_context
def delete(context: Context, record_name: str, row: str) -> None:
    """Put a row into the trash."""
    seen = pick_directory_row(context.desk, find_directory_record(record_name), row)
    context.show_changed(delete_directory_row(context.desk, seen))


@directory.command("restore")
@click.argument("record_name", metavar="RECORD")
@click.argument("row")
@pass_context
def restore(context: Context, record_name: str, row: str) -> None:
    """Take a row out of the trash again."""
    seen = pick_directory_row(context.desk, find_directory_record(record_name), row)
    context.show_changed(restore_directory_row(context.desk, seen))
