"""`tipdesk sync …`: push and pull by wire or by stick, take in a receipt, say where this PC stands."""

from pathlib import Path

import click

from tipdesk.cli.context import Context, pass_context, read_file
from tipdesk.domain.texts import _
from tipdesk.services.case.dots import moment_text
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.settle_receipt import settle_receipt
from tipdesk.services.sync.sync_now import sync_now
from tipdesk.services.sync.sync_status import sync_status
from tipdesk.sync.scope import PARKED

FOLDER = click.Path(path_type=Path)


@click.group()
def sync() -> None:
    """Bring entries to headquarters and back."""


@sync.command("now")
@click.option("--url", help="Address of headquarters (default: as granted).")
@click.option("--stick", type=FOLDER, help="Folder of a stick, instead of the wire.")
@pass_context
def now(context: Context, url: str | None, stick: Path | None) -> int:
    """Push, then pull."""
    with context.session.carrier(stick=stick, url=url) as carrier:
        report = sync_now(context.desk, carrier, no_step, never)
    sent = [
        {"file": one.file, "from": one.first, "to": one.last, "entries": one.entries, "bytes": one.size}
        for one in report.sent
    ]
    received = [
        {"kind": one.kind, "verdict": one.verdict, "entries": one.entries, "reason": one.reason or None}
        for one in report.received
    ]
    context.show(
        {"sent": sent, "received": received, "waiting": report.waiting},
        _("{count} bundles sent, {other} things received, {waiting} entries not yet received by headquarters.").format(
            count=len(sent), other=len(received), waiting=report.waiting
        ),
    )
    return 4 if any(one.verdict == "refused" for one in report.received) else 0


@sync.command("status")
@pass_context
def status(context: Context) -> None:
    """Say what waits and how far headquarters has confirmed."""
    found = sync_status(context.desk)
    receipt = found.last_receipt
    last = {"time": moment_text(receipt.time), "sequence": receipt.seq, "head": receipt.head.hex()} if receipt else None
    parked = [{"sequence": one.seq, "reason": one.reason, "message": PARKED.get(one.reason)} for one in found.parked]
    document = {
        "enrolled": found.enrolled,
        "waiting": found.waiting,
        "sequence": found.sequence,
        "received_up_to": found.received_up_to,
        "last_receipt": last,
        "parked": parked,
    }
    context.show(document, _("{waiting} entries not yet received by headquarters.").format(waiting=found.waiting))


@sync.command("receipt")
@click.argument("file", type=FOLDER)
@pass_context
def receipt(context: Context, file: Path) -> None:
    """Take in a receipt that came by another way."""
    settled = settle_receipt(context.desk, read_file(file))
    document = {"sequence": settled.receipt.seq, "newer": settled.newer}
    context.show(document, _("Headquarters holds this PC's log up to entry {seq}.").format(seq=settled.receipt.seq))
