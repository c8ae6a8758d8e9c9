"""`tipdesk attach …`: take a file into a case, sealed and hashed."""

from pathlib import Path
from typing import Unpack

import click

from tipdesk.cli.commands import Command
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.going_past import Going, going_past, override_of
from tipdesk.cli.progress import Progress
from tipdesk.cli.translate import _
from tipdesk.domain.ids import id_text, parse_id
from tipdesk.services.case.references import get_case_id
from tipdesk.services.case.set_fields import read_pairs
from tipdesk.services.entries.judge import Said
from tipdesk.services.files.attach import attach as take_in
from tipdesk.services.files.attach import get_named


@click.command(cls=Command)
@click.argument("reference")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("pairs", nargs=-1, metavar="[FIELD=VALUE …]")
@click.option("--kind", metavar="CODE", help="What kind of file it is: a code of the list attachment_type.")
@click.option("--row", metavar="ROW", help="The row that it belongs to (default: the case itself).")
@click.option("--hash-only", "is_hash_only", is_flag=True, help="Keep its hash, and no byte of it.")
@click.option("--reason")
@going_past
@pass_context
def attach(
    context: Context,
    reference: str,
    file: Path,
    pairs: tuple[str, ...],
    kind: str | None,
    row: str | None,
    reason: str | None,
    *,
    is_hash_only: bool,
    **going: Unpack[Going],
) -> None:
    """Take a file into a case: it is hashed and sealed as it is read, and the original is left as it is.

    With --hash-only FIELD=VALUE says who keeps it: custodian=… and held_at=….
    """
    from tipdesk.adapters.files.file_source import FileSource

    desk, case = context.desk, get_case_id(context.desk, reference)
    given = {**read_pairs(pairs), "kind": kind, "hash_only": is_hash_only or None}
    if row is not None:
        given["of_row"] = get_named(desk, case, parse_id(row))
    said = Said(reason or "", override_of(**going))
    done = take_in(desk, case, FileSource(file), given, told=Progress().tell, said=said)
    told = {
        "id": id_text(done.changed.row or b""),
        "sha256": done.digest.hex(),
        "size": done.size,
        "type": done.media_type,
        "another_type": done.is_another,
    }
    lines = [f"{told['id']}  {done.digest.hex()}"]
    if done.is_another:
        lines.append(_("Look: its bytes are {type}, and its name says something else.").format(type=done.media_type))
    context.show(told, *lines)
