"""`tipdesk outbox …`: what lies sealed for sending while the store is locked.

Sealing needs an officer who unlocks; sending needs nobody.
"""

from pathlib import Path

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.translate import _, plural


@click.group(cls=Group)
def outbox() -> None:
    """Bundles that were sealed at lock, and are sent without login."""


@outbox.command("seal")
@pass_context
def seal(context: Context) -> None:
    """Seal what headquarters has not received, as locking the window does."""
    from tipdesk.services.locked.outbox import seal_outbox

    sealed = seal_outbox(context.link_session.desk)
    files = [{"file": one.name, "from": one.first, "to": one.last, "not_before": one.not_before} for one in sealed]
    told = plural("{count} bundle lies sealed in the outbox.", "{count} bundles lie sealed in the outbox.", len(files))
    context.show({"sealed": files}, told)


@outbox.command("send")
@click.option("--stick", type=click.Path(path_type=Path), help="Folder of a stick, instead of the wire.")
@pass_context
def send(context: Context, stick: Path | None) -> None:
    """Send what is due, without login; the next unlock settles the receipts."""
    from tipdesk.homes.locked import LockedHome
    from tipdesk.homes.sending import LockedOutbox
    from tipdesk.services.sync.carrier import never, no_step

    waiting = LockedOutbox(LockedHome(context.home))
    with waiting.carrier(stick) as carrier:
        done = waiting.send(carrier, no_step, never)
    left = waiting.stand()
    told = _("Bundles sent: {count}. Still waiting: {left}.").format(count=len(done.sent), left=left.waiting)
    context.show({"sent": done.sent, "altered": done.altered, "waiting": left.waiting, "due": left.due}, told)
