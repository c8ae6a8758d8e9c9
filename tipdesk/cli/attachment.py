"""`tipdesk attachment …`: the files of a case, and one of them exported, audited and signed."""

from pathlib import Path

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, pass_context, write_file
from tipdesk.cli.translate import _
from tipdesk.domain.ids import id_text, parse_id
from tipdesk.services.case.references import get_case_id
from tipdesk.services.files.attachments import AttachmentLine, find_attachments, get_case_of
from tipdesk.services.files.export_attachment import export_attachment


@click.group(cls=Group)
def attachment() -> None:
    """Files of a case: list, export."""


@attachment.command("list")
@click.argument("reference")
@pass_context
def list_(context: Context, reference: str) -> None:
    """List the files of a case, with their hashes, and whether their bytes are on this PC."""
    found = find_attachments(context.desk, get_case_id(context.desk, reference))
    context.show({"attachments": [_document(one) for one in found]}, *map(_line, found))


@attachment.command("export")
@click.argument("attachment_id", metavar="ID")
@click.option("--out", required=True, type=click.Path(path_type=Path))
@click.option("--reason", help="Why it leaves, for the audit.")
@pass_context
def export(context: Context, attachment_id: str, out: Path, reason: str | None) -> None:
    """Write a file as it was taken in, with your signature beside it; its name is yours to choose, and tells much."""
    row = parse_id(attachment_id)
    done = export_attachment(context.desk, get_case_of(context.desk, row), row, out, reason=reason)
    signature = out.with_name(f"{out.stem}.signature.txt")
    write_file(signature, done.signature)
    told = {"file": str(out), "signature": str(signature), "bytes": done.size}
    context.show(told, _("The file is in {file}, your signature beside it.").format(file=out))


def _document(one: AttachmentLine) -> dict[str, object]:
    fields = one.row.record.by_name
    told = {
        name: fields[name].to_json(value)
        for name in ("name", "kind", "size", "media_type", "hash_only", "of_row", "description")
        if (value := one.row[name]) is not None
    }
    digest = one.row["digest"]
    return {
        "id": id_text(one.row.id),
        "sha256": digest.hex() if isinstance(digest, bytes) else None,
        **told,
        "kept": one.is_kept,
        "here": one.is_here,
        "open": one.is_open,
    }


def _line(one: AttachmentLine) -> str:
    state = _("here") if one.is_here else _("not here") if one.is_kept else _("held elsewhere")
    name, size = (str(one.row[field] or "") for field in ("name", "size"))
    return f"{id_text(one.row.id)}  {name}  {size}  {state}"
