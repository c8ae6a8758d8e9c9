"""Cases are handed over in the simulation: offered by headquarters or by the post in charge, accepted or declined.

One PC of a post alone offers and answers there, so that every answer stands: what comes too late is for tests of its
own (`tests/services/test_handovers_refused`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.lab.simulation.writing import case_rows
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.audit import moment_now
from tipdesk.services.directory.handovers import HANDOVER, find_open
from tipdesk.services.directory.shares import post_in_charge
from tipdesk.services.fields import change_of_new, change_of_row
from tipdesk.services.headquarters.directory.registry import POST, get_post

if TYPE_CHECKING:
    from tests.lab.simulation.sites import Site
    from tests.lab.simulation.world import World
    from tipdesk.domain.changes import Change
    from tipdesk.domain.kinds import Value

CASE = BY_NAME["Case"]


def offer(world: World) -> None:
    """Headquarters offers a case of one post to another."""
    desk = world.headquarters.desk()
    with desk.work() as work:
        living = {site.post for site in world.living}
        posts = sorted(row.id for row in work.find_rows(POST) if row["code"] in living)
        cases = [row.id for row in case_rows(work) if row.record is CASE and find_open(work, row.id) is None]
        owned = [(case, post_in_charge(work, case)) for case in cases]
        free = [(case, post) for case, own in owned for post in posts if own not in (None, post) and own in posts]
        if free:
            case, post = world.dice.choice(free)
            values: dict[str, Value] = {"to_post": post, "why": "lives there", "asked_at": moment_now(desk)}
            work.append(Scope.CASE, case, [change_of_new(HANDOVER, desk.ids.new_id(), values)])


def answer(world: World) -> None:
    """A post accepts what is offered to it, or declines."""
    firsts = {site.post: site for site in reversed(world.living)}
    for post in world.dice.sample(sorted(firsts), k=len(firsts)):
        if _answer(world, firsts[post]):
            world.tell(f"  {post}")
            return


def _answer(world: World, site: Site) -> bool:
    """Answer at a PC, and tell whether there was something to answer."""
    desk = site.desk()
    with desk.read() as reader:
        mine = get_post(reader, site.post).id
        cases = sorted({row.case for row in reader.find_rows(HANDOVER) if row.case is not None})
        waiting = [row for one in cases if (row := find_open(reader, one)) is not None and row["to_post"] == mine]
        if not waiting:
            return False
        row = world.dice.choice(waiting)
        case = reader.get_row(CASE, row.case or b"")
    is_yes = case is not None and world.dice.randrange(3) > 0
    said: dict[str, Value] = {"answer": "accepted" if is_yes else "rejected", "answered_at": moment_now(desk)}
    changes: list[Change | None] = [change_of_row(row, said)]
    if is_yes and case is not None:
        changes.append(change_of_row(case, {"post": mine}))
    try:
        with desk.work() as work:
            work.append(Scope.CASE, row.case, [one for one in changes if one is not None])
    except UserError as refusal:
        if refusal.code != "no-such-case":
            raise
    return True
