"""`tipdesk hq quarantine …`: what came and was refused, at headquarters and at posts: list, show, discard.

Each line says why it was refused. The quarantine has limits, so whoever has looked at something discards it.
"""

from pathlib import Path

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, pass_context, write_file
from tipdesk.cli.translate import _
from tipdesk.services.ledger import Quarantined
from tipdesk.services.quarantine.quarantined import (
    discard_alike,
    discard_quarantined,
    find_quarantined,
    get_quarantined,
    see_quarantine,
)

FOLDER = click.Path(path_type=Path)
NUMBER = click.IntRange(1, 2**63 - 1)


def register_quarantine(hq: click.Group) -> None:
    """Add the group of this file to `hq`."""
    hq.add_command(quarantine)


@click.group("quarantine", cls=Group, invoke_without_command=True)
@click.pass_context
def quarantine(context: click.Context) -> None:
    """List refused bundles (list, show, discard)."""
    if context.invoked_subcommand is None:
        context.invoke(quarantine_list)


@quarantine.command("list")
@pass_context
def quarantine_list(context: Context) -> None:
    """Print what is kept in quarantine."""
    kept, state = find_quarantined(context.desk), see_quarantine(context.desk)
    rows = [_quarantined_json(one) for one in kept]
    more = [_("Only counted this month: {count}").format(count=state.counted)] if state.counted else []
    more += [_("The quarantine is full. Discard what has been looked at.")] if state.is_full else []
    document = {"quarantine": rows, "bytes": state.size, "counted": state.counted, "full": state.is_full}
    context.show(document, *(f"{one.id}  {one.file}  {one.verdict}  {one.reason}" for one in kept), *more)


@quarantine.command("show")
@click.argument("number", type=NUMBER)
@click.option("--out", type=FOLDER, help="File for the bundle's bytes, as far as they are kept.")
@pass_context
def quarantine_show(context: Context, number: int, out: Path | None) -> None:
    """Print one refused bundle, or write its bytes to a file."""
    content = get_quarantined(context.desk, number)
    if out is not None:
        write_file(out, content)
    one = next(kept for kept in find_quarantined(context.desk) if kept.id == number)
    line = f"{one.id}  {one.file}  {one.verdict}  {one.reason}  {one.size}"
    context.show(_quarantined_json(one), line, *([] if one.is_whole else [_("It is not kept whole.")]))


@quarantine.command("discard")
@click.argument("number", type=NUMBER)
@click.option("--alike", "with_alike", is_flag=True, help="And all that were refused for the same reason.")
@pass_context
def quarantine_discard(context: Context, number: int, *, with_alike: bool) -> None:
    """Drop one refused bundle, or all that are like it."""
    if not with_alike:
        discard_quarantined(context.desk, number)
        context.show({"discarded": number}, _("Discarded."))
        return
    count = discard_alike(context.desk, number).count
    context.show({"discarded": number, "count": count}, _("Discarded: {count}").format(count=count))


def _quarantined_json(one: Quarantined) -> dict[str, object]:
    return {
        "id": one.id,
        "file": one.file,
        "verdict": one.verdict,
        "reason": one.reason,
        "size": one.size,
        "whole": one.is_whole,
        "sha256": one.digest.hex(),
    }
