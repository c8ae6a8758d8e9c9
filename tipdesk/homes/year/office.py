"""Headquarters' directory in the demo: posts and officers with their names, agencies, and the numbers to ring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tipdesk.domain.records import BY_NAME
from tipdesk.services.headquarters.directory.officers import add_officer, disable_officer
from tipdesk.services.headquarters.directory.rows import add_directory_row, amend_directory_row, list_directory

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tipdesk.homes.year.plan import Plan
    from tipdesk.services.desk import Desk

_AGENCY, _NUMBER, _OFFICER, _POST = (BY_NAME[name] for name in ("Agency", "DutyNumber", "Officer", "Post"))


def fill_directory(desk: Desk, plan: Plan) -> None:
    """Add the posts, agencies and numbers that are not there yet; what is there is completed."""
    posts = {str(row["code"]): row for row in list_directory(desk, _POST)}
    for given in plan.directory["posts"]:
        seen = posts.get(given["code"])
        if seen is None:
            add_directory_row(desk, _POST, given)
        else:
            amend_directory_row(desk, seen, given)
    for given in plan.directory["agencies"]:
        add_directory_row(desk, _AGENCY, given)
    for given in plan.directory["duty_numbers"]:
        add_directory_row(desk, _NUMBER, given)


def name_officers(desk: Desk, plan: Plan) -> None:
    """Give the officers of the PCs their names, and add those who have no PC of their own yet."""
    names: Mapping[str, str] = plan.directory["officer_names"]
    for row in list_directory(desk, _OFFICER):
        amend_directory_row(desk, row, {"name": names[str(row["login"])]})
    given: dict[str, Any]
    for given in plan.directory["officers"]:
        add_officer(desk, given["login"], given["post"], given["roles"], given["name"])
        if given.get("left"):
            disable_officer(desk, given["login"])
