"""`tipdesk access …`: who must not know of a case, who was let in, and what an officer says on opening one.

Officers are named by their login, and rows by the ids that `access list` prints. The rules are in `services/access`.
"""

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, pass_context
from tipdesk.domain.ids import id_text
from tipdesk.domain.rows import Row
from tipdesk.domain.when import Lies, read_moment
from tipdesk.services.access.declare_interest import declare_interest
from tipdesk.services.access.exclude_officer import exclude_officer, lift_exclusion
from tipdesk.services.access.find_access import find_access
from tipdesk.services.access.serve_case import LEVELS, serve_case, withdraw_access
from tipdesk.services.case.document import fields_of
from tipdesk.services.case.references import get_case_id
from tipdesk.services.directory.names import Names, read_names


@click.group(cls=Group)
def access() -> None:
    """Who may see a case: list, exclude, lift, serve, withdraw; interest."""


@access.command("list")
@click.argument("reference")
@pass_context
def list_(context: Context, reference: str) -> None:
    """List who is excluded and who was let in."""
    found, names = find_access(context.desk, get_case_id(context.desk, reference)), read_names(context.desk)
    groups = {"excluded": found.excluded, "served": found.served, "emergencies": found.emergencies}
    document = {name: [_row(row, names) for row in rows] for name, rows in groups.items()}
    lines = (f"{name}  {one['officer']}  {one['id']}" for name, rows in document.items() for one in rows)
    context.show(document, *lines)


@access.command("exclude")
@click.argument("reference")
@click.argument("officer")
@click.option("--reason", required=True)
@pass_context
def exclude(context: Context, reference: str, officer: str, reason: str) -> None:
    """Name an officer who must not know of a case."""
    context.show_changed(exclude_officer(context.desk, get_case_id(context.desk, reference), officer, reason))


@access.command("lift")
@click.argument("exclusion")
@click.option("--reason", required=True)
@pass_context
def lift(context: Context, exclusion: str, reason: str) -> None:
    """Lift an exclusion, given by the id that `list` prints."""
    context.show_changed(lift_exclusion(context.desk, exclusion, reason))


@access.command("serve")
@click.argument("reference")
@click.argument("officer")
@click.option("--level", required=True, type=click.Choice(LEVELS))
@click.option("--reason", required=True)
@click.option("--until", help="Date and time: 28 11 14:05, tomorrow 2pm, or ISO with zone.")
@pass_context
def serve(context: Context, reference: str, officer: str, level: str, reason: str, until: str | None) -> None:
    """Let somebody read a case, up to a level."""
    case = get_case_id(context.desk, reference)
    end = read_moment(until, context.now(), Lies.AHEAD) if until else None
    context.show_changed(serve_case(context.desk, case, officer, level, reason, end))


@access.command("withdraw")
@click.argument("grant")
@click.option("--reason", required=True)
@pass_context
def withdraw(context: Context, grant: str, reason: str) -> None:
    """End what was served, given by the id that `list` prints."""
    context.show_changed(withdraw_access(context.desk, grant, reason))


@access.command("interest")
@click.argument("reference")
@click.option("--somebody/--nobody", "knows_somebody", required=True, help="Do you know anybody in this case?")
@click.option("--words", default="", help="Whom you know, for your supervisor.")
@pass_context
def interest(context: Context, reference: str, words: str, *, knows_somebody: bool) -> None:
    """Say whether you know somebody in a case; if you do, it is closed to you until a supervisor has judged it."""
    case = get_case_id(context.desk, reference)
    context.show_changed(declare_interest(context.desk, case, knows_somebody=knows_somebody, words=words))


def _row(row: Row, names: Names) -> dict[str, object]:
    return {"id": id_text(row.id), **fields_of(row), "officer": names.officer(row["officer"])}
