"""`tipdesk hq incident …`: what was noticed of stores, logs and the ledger, until somebody has dealt with it.

A closed incident leaves the list and stays in the log.
"""

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.translate import _
from tipdesk.domain.ids import id_text, parse_id
from tipdesk.services.headquarters.ledger.incidents import close_incident, list_incidents


def register_incidents(hq: click.Group) -> None:
    """Add the group of this file to `hq`."""
    hq.add_command(incident)


@click.group(cls=Group)
def incident() -> None:
    """Incidents that nobody has dealt with: list, close."""


@incident.command("list")
@pass_context
def list_(context: Context) -> None:
    """List them, latest first."""
    found = list_incidents(context.desk)
    rows = [
        {
            "id": id_text(one.id),
            "kind": one.kind,
            "post": one.post or None,
            "device": id_text(one.device) if one.device else None,
            "at": str(one.noted_at) if one.noted_at else None,
            "call_code": one.call_code or None,
            "detail": one.detail or None,
        }
        for one in found
    ]
    lines = [
        f"{id_text(one.id)}  {context.when(one.noted_at)}  {one.post or ''}  {one.kind}  {one.call_code or ''}"
        for one in found
    ]
    context.show({"incidents": rows}, *(lines or [_("There is nothing to follow up.")]))


@incident.command("close")
@click.argument("number", metavar="INCIDENT")
@click.option("--outcome", required=True, help="What came of it.")
@pass_context
def close(context: Context, number: str, outcome: str) -> None:
    """Say what came of an incident; it leaves the list and stays in the log."""
    close_incident(context.desk, parse_id(number), outcome)
    context.show({"closed": number}, _("Noted."))
