"""`tipdesk hq erasure …`: what may go, what was asked for, and the second person's decision.

An erasure is asked for with `store erase-case`; nothing goes before another officer has agreed here.
"""

from pathlib import Path

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, pass_context, write_file
from tipdesk.cli.translate import _, plural
from tipdesk.domain.ids import id_text, parse_id
from tipdesk.domain.moments import day_shown
from tipdesk.services.headquarters.erasure.erase_case import decide_erasure, find_due_cases
from tipdesk.services.headquarters.erasure.see_erasures import ErasureLine, see_erasures


def register_erasure(hq: click.Group) -> None:
    """Add the group of this file to `hq`."""
    hq.add_command(erasure)


@click.group(cls=Group)
def erasure() -> None:
    """Cases that were kept long enough: what is due, what was asked for, and the decision of a second officer."""


@erasure.command("due")
@pass_context
def due(context: Context) -> None:
    """List closed cases whose last day has passed, and what holds them."""
    found = find_due_cases(context.desk)
    cases = [{"reference": one.reference, "until": str(one.until), "holds": list(one.holds)} for one in found]
    lines = (f"{one.reference}  {day_shown(one.until, _) if one.until else ''}  {list(one.holds)}" for one in found)
    context.show({"cases": cases}, *lines)


@erasure.command("list")
@pass_context
def list_(context: Context) -> None:
    """List every erasure: who asked, who decided, what went, and which PCs have not heard of it."""
    lines = see_erasures(context.desk)
    context.show(
        {"erasures": [_document(one) for one in lines]},
        *(f"{id_text(one.id)}  {one.reference}  {one.decision or _('waiting for a second officer')}" for one in lines),
    )


@erasure.command("agree")
@click.argument("erasure_id", metavar="ERASURE")
@pass_context
def agree(context: Context, erasure_id: str) -> None:
    """Agree to an erasure that another officer asked for: the case is erased here, and at its post when it syncs."""
    count = decide_erasure(context.desk, parse_id(erasure_id), agrees=True)
    context.show({"entries": count}, plural("Erased: {count} entry.", "Erased: {count} entries.", count))


@erasure.command("refuse")
@click.argument("erasure_id", metavar="ERASURE")
@pass_context
def refuse(context: Context, erasure_id: str) -> None:
    """Refuse an erasure: the case stays."""
    decide_erasure(context.desk, parse_id(erasure_id), agrees=False)
    context.show({"entries": 0}, _("Refused: the case stays."))


@erasure.command("certificate")
@click.argument("erasure_id", metavar="ERASURE")
@click.option("--out", required=True, type=click.Path(path_type=Path))
@pass_context
def certificate(context: Context, erasure_id: str, out: Path) -> None:
    """Print the certificate of an erasure that was agreed to: what went, and what it cannot reach."""
    from tipdesk.homes.printing import print_certificate

    content = print_certificate(context.desk, parse_id(erasure_id))
    write_file(out, content)
    context.show({"file": str(out), "bytes": len(content)}, _("The certificate is in {file}.").format(file=out))


def _document(one: ErasureLine) -> dict[str, object]:
    return {
        "id": id_text(one.id),
        "reference": one.reference,
        "reason": one.reason,
        "asked_by": one.asked_by,
        "asked_at": one.asked_at.isoformat() if one.asked_at else None,
        "decision": one.decision or None,
        "decided_by": one.decided_by or None,
        "decided_at": one.decided_at.isoformat() if one.decided_at else None,
        "entries": one.entries,
        "digest": one.digest.hex() or None,
        "prints": one.prints,
        "exports": one.exports,
        "quarantined": one.quarantined,
        "untold": list(one.untold),
    }
