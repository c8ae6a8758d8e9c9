"""`tipdesk record …`: rows of a case, added, changed, moved and put into the trash with one entry each.

FIELD is the name that a field has in documents, and ROW the id that `list` prints.
"""

from typing import Unpack

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.going_past import Going, going_past, override_of
from tipdesk.cli.row_text import show_rows
from tipdesk.cli.translate import _
from tipdesk.domain.errors import Distrust, UserError
from tipdesk.services.case.document import row_document
from tipdesk.services.case.set_fields import add_fields, delete_row, list_rows, move_fields, pick_row, set_fields
from tipdesk.services.determination.sign_record import sign_record, verify_record
from tipdesk.services.directory.names import read_names
from tipdesk.services.keys.officers.officer_past import GOOD, NOT_YET_KNOWN
from tipdesk.services.signatures.verify_signature import VERDICT_WORDS


@click.group(cls=Group)
def record() -> None:
    """Records of a case: add, set, sign, verify, move, delete, list."""


@record.command("add")
@click.argument("reference")
@click.argument("record_name", metavar="RECORD")
@click.argument("pairs", nargs=-1, metavar="[FIELD=VALUE …]")
@click.option("--reason")
@going_past
@pass_context
def add(
    context: Context,
    reference: str,
    record_name: str,
    pairs: tuple[str, ...],
    reason: str | None,
    **going: Unpack[Going],
) -> None:
    """Add a row."""
    context.show_changed(add_fields(context.desk, reference, record_name, pairs, reason, override_of(**going)))


@record.command("set")
@click.argument("reference")
@click.argument("record_name", metavar="RECORD")
@click.argument("row_and_pairs", nargs=-1, metavar="[ROW] FIELD=VALUE …")
@click.option("--reason")
@going_past
@pass_context
def set_(
    context: Context,
    reference: str,
    record_name: str,
    row_and_pairs: tuple[str, ...],
    reason: str | None,
    **going: Unpack[Going],
) -> None:
    """Change fields of a row (settles them where they are in conflict)."""
    has_row = bool(row_and_pairs) and "=" not in row_and_pairs[0]
    row, pairs = (row_and_pairs[0], row_and_pairs[1:]) if has_row else (None, row_and_pairs)
    override = override_of(**going)
    context.show_changed(set_fields(context.desk, reference, record_name, row, pairs, reason, override))


@record.command("delete")
@click.argument("reference")
@click.argument("record_name", metavar="RECORD")
@click.argument("row")
@click.option("--reason")
@pass_context
def delete(context: Context, reference: str, record_name: str, row: str, reason: str | None) -> None:
    """Put a row into the trash."""
    context.show_changed(delete_row(context.desk, reference, record_name, row, reason))


@record.command("move")
@click.argument("reference")
@click.argument("record_name", metavar="RECORD")
@click.argument("row")
@click.argument("pairs", nargs=-1, metavar="[FIELD=VALUE …]")
@click.option("--to", "only", default="", metavar="RECORD", help="Move only what goes into rows of this record.")
@going_past
@pass_context
def move(
    context: Context,
    reference: str,
    record_name: str,
    row: str,
    pairs: tuple[str, ...],
    only: str,
    **going: Unpack[Going],
) -> None:
    """Move what a row told earlier to where it is told now.

    FIELD=VALUE answers what the new row needs besides.
    """
    override = override_of(**going)
    context.show_changed(move_fields(context.desk, reference, record_name, row, pairs, only=only, override=override))


@record.command("sign")
@click.argument("reference")
@click.argument("record_name", metavar="RECORD")
@click.argument("row")
@going_past
@pass_context
def sign(context: Context, reference: str, record_name: str, row: str, **going: Unpack[Going]) -> None:
    """Sign a decision, an age, a danger, a best interest or a statement with your key: it stands for good."""
    held = pick_row(context.desk, reference, record_name, row)
    context.show_changed(sign_record(context.desk, record_name, held.id, override=override_of(**going)))


@record.command("verify")
@click.argument("reference")
@click.argument("record_name", metavar="RECORD")
@click.argument("row")
@pass_context
def verify(context: Context, reference: str, record_name: str, row: str) -> None:
    """Tell who signed a row, and whether it stands as it was signed; exit status 4 where it does not."""
    held = pick_row(context.desk, reference, record_name, row)
    found = verify_record(context.desk, record_name, held.id)
    if found is None:
        raise UserError("not-signed", _("Nobody has signed this, or part of it is sealed to others."))
    if found.verdict not in {GOOD, NOT_YET_KNOWN}:
        raise Distrust("signature-not-good", VERDICT_WORDS[found.verdict])
    who = read_names(context.desk).officer(found.officer)
    at = found.at.isoformat(timespec="minutes") if found.at else None
    told = {"verdict": found.verdict, "officer": who, "at": at}
    context.show(told, "  ".join((_(VERDICT_WORDS[found.verdict]), who, at or "")))


@record.command("list")
@click.argument("reference")
@click.argument("record_name", metavar="RECORD")
@pass_context
def list_(context: Context, reference: str, record_name: str) -> None:
    """List the rows of a record."""
    found = list_rows(context.desk, reference, record_name, _)
    show_rows(context, {"records": [row_document(row) for row in found.rows]}, found.rows, titles=found.titles)
