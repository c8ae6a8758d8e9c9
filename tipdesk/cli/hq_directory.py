"""`tipdesk hq post|officer|conflicts …`: the directory's posts and officers, and conflicts to be settled.

Deeds about officers' keys are in `hq_officers`, and the other records of the directory in `hq_records`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, pass_context, write_file
from tipdesk.cli.hq_officers import register_officers
from tipdesk.cli.translate import _
from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import id_text
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.document import conflicts_of
from tipdesk.services.case.dots import parse_dot
from tipdesk.services.case.find_conflicts import find_conflicts, show_conflict
from tipdesk.services.case.set_fields import pick_row
from tipdesk.services.case.settle_conflict import settle_conflict
from tipdesk.services.headquarters.directory.add_post import add_post
from tipdesk.services.headquarters.directory.issue_codes import issue_codes
from tipdesk.services.headquarters.directory.officers import add_officer, disable_officer, enable_officer


def register_directory(hq: click.Group) -> None:
    """Add the groups of this file to `hq`."""
    for group in (post, officer, conflicts):
        hq.add_command(group)
    register_officers(officer)


@click.group(cls=Group)
def post() -> None:
    """Posts in the directory."""


@post.command("add")
@click.argument("code")
@click.option("--name", required=True)
@click.option("--kind", help="airport, seaport, marina, police_station")
@pass_context
def post_add(context: Context, code: str, name: str, kind: str | None) -> None:
    """Add a post."""
    row = add_post(context.desk, code, name, kind)
    context.show({"code": code, "id": id_text(row)}, _("{name} has been added.").format(name=name))


@post.command("list")
@pass_context
def post_list(context: Context) -> None:
    """List the posts."""
    with context.desk.read() as reader:
        rows = reader.find_rows(BY_NAME["Post"])
    posts: list[dict[str, Any]] = [
        {"code": row["code"], "name": row["name"], "kind": row["kind"], "id": id_text(row.id)} for row in rows
    ]
    context.show({"posts": posts}, *(f"{one['code']}  {one['name']}" for one in posts))


@post.command("codes")
@click.argument("code")
@click.option("--count", default=10, show_default=True, help="How many codes.")
@click.option("--void", is_flag=True, help="None of the codes made before serves any more, as after a sheet was lost.")
@click.option("--out", type=click.Path(path_type=Path), help="File for the printed sheet (PDF); else they are shown.")
@pass_context
def post_codes(context: Context, code: str, count: int, out: Path | None, *, void: bool) -> None:
    """Make one-time codes with which a post may hand a case over while headquarters cannot be reached."""
    codes = issue_codes(context.desk, code, count, voids_others=void)
    if out is None:
        context.show({"post": code, "codes": codes}, *codes)
        return
    from tipdesk.homes.printing import print_codes

    write_file(out, print_codes(context.desk, code, codes))
    said = _("The sheet is in {file}. Print it, lock it away beside the duty telephone, and delete the file.")
    context.show({"post": code, "count": len(codes), "file": str(out)}, said.format(file=out))


@click.group(cls=Group)
def officer() -> None:
    """Officers in the directory."""


@officer.command("add")
@click.argument("login")
@click.option("--post", "code", required=True, help="Code of the post.")
@click.option("--role", "roles", multiple=True, required=True)
@click.option("--name")
@pass_context
def officer_add(context: Context, login: str, code: str, roles: tuple[str, ...], name: str | None) -> None:
    """Add an officer."""
    row = add_officer(context.desk, login, code, roles, name)
    context.show({"login": login, "id": id_text(row)}, _("{login} has been added.").format(login=login))


@officer.command("list")
@pass_context
def officer_list(context: Context) -> None:
    """List the officers."""
    with context.desk.read() as reader:
        codes = {row.id: row["code"] for row in reader.find_rows(BY_NAME["Post"])}
        rows = reader.find_rows(BY_NAME["Officer"])
    officers = [
        {
            "login": row["login"],
            "name": row["name"],
            "post": codes.get(row["post"]) if isinstance(row["post"], bytes) else None,
            "roles": sorted(row["roles"]) if isinstance(row["roles"], frozenset) else [],
            "disabled": row["disabled"] is True,
            "id": id_text(row.id),
        }
        for row in rows
    ]
    context.show({"officers": officers}, *(_officer_line(one) for one in officers))


def _officer_line(officer: Mapping[str, Any]) -> str:
    state = _("disabled") if officer["disabled"] else ""
    return "  ".join(filter(None, (officer["login"], officer["post"], ", ".join(officer["roles"]), state)))


@officer.command("disable")
@click.argument("login")
@pass_context
def officer_disable(context: Context, login: str) -> None:
    """Disable an officer."""
    disable_officer(context.desk, login)
    context.show({"login": login, "disabled": True}, _("{login} has been disabled.").format(login=login))


@officer.command("enable")
@click.argument("login")
@pass_context
def officer_enable(context: Context, login: str) -> None:
    """Enable a disabled officer again; what was parked for that reason is applied."""
    enable_officer(context.desk, login)
    context.show({"login": login, "disabled": False}, _("{login} has been enabled.").format(login=login))


@click.group(cls=Group, invoke_without_command=True)
@click.pass_context
def conflicts(context: click.Context) -> None:
    """List conflicts, or settle one."""
    if context.invoked_subcommand is None:
        context.invoke(conflicts_list)


@conflicts.command("list")
@pass_context
def conflicts_list(context: Context) -> None:
    """List every field with several live values, as far as the officer may see them; each case is an audited look."""
    found = [
        {"case": spot.reference, "record": spot.record.name, "row": id_text(spot.row), **conflict}
        for spot in find_conflicts(context.desk)
        if (row := show_conflict(context.desk, spot, is_asked=False)) is not None
        for conflict in conflicts_of(row)
    ]
    context.show(
        {"conflicts": found}, *(f"{one['case']}  {one['record']}  {one['row']}  {one['field']}" for one in found)
    )


@conflicts.command("settle")
@click.argument("case")
@click.argument("record")
@click.argument("row")
@click.argument("field")
@click.option("--keep", help="Dot of the value to keep.")
@click.option("--value", help="Another value.")
@pass_context
def conflicts_settle(
    context: Context, case: str, record: str, row: str, field: str, keep: str | None, value: str | None
) -> None:
    """Settle one field: keep one of its values, or give another."""
    if (keep is None) == (value is None):
        raise UserError("keep-or-value", _("Give either --keep DOT or --value V."))
    seen = pick_row(context.desk, case, record, row)
    settle_conflict(context.desk, seen, field, keep=parse_dot(keep) if keep else None, value=value)
    context.show({"settled": True}, _("Settled."))
