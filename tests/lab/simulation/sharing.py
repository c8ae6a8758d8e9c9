"""Headquarters shares cases with posts and ends that, in the simulation; and what must hold of it at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.lab.simulation.writing import case_rows
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.audit import moment_now
from tipdesk.services.directory.handovers import HANDOVER
from tipdesk.services.directory.shares import SHARE, is_live
from tipdesk.services.fields import change_of_new, change_of_row
from tipdesk.services.headquarters.directory.registry import POST, get_post, read_registry
from tipdesk.services.ledger import ScopeKey
from tipdesk.services.remembered.link import FORGETTING
from tipdesk.services.remembered.office import TO_FORGET
from tipdesk.sync.codec import decode_head

if TYPE_CHECKING:
    from tests.lab.simulation.sites import Site
    from tests.lab.simulation.world import World
    from tipdesk.domain.changes import Dot
    from tipdesk.domain.kinds import Value

REDACTION = BY_NAME["Redaction"]


def share(world: World) -> None:
    """A case of one post is shared with another."""
    desk = world.headquarters.desk()
    with desk.work() as work:
        registry = read_registry(work)
        posts = sorted(row.id for row in work.find_rows(POST) if row["code"] != "HQ")
        owned = [(row.id, registry.post_of_case(row.id)) for row in case_rows(work) if row.record.name == "Case"]
        free = [
            (case, post)
            for case, own in owned
            for post in posts
            if own not in (None, post) and not registry.shares_of(case).get(post)
        ]
        if free:
            case, post = world.dice.choice(free)
            values: dict[str, Value] = {"with_post": post, "why": "known there", "began": moment_now(desk)}
            work.append(Scope.CASE, case, [change_of_new(SHARE, desk.ids.new_id(), values)])


def end(world: World) -> None:
    """A share ends."""
    desk = world.headquarters.desk()
    with desk.work() as work:
        live = [row for row in work.find_rows(SHARE) if is_live(row)]
        if live:
            row = world.dice.choice(live)
            change = change_of_row(row, {"ended": moment_now(desk)})
            if change is not None:
                work.append(Scope.CASE, row.case, [change])


def forgotten_dots(site: Site) -> set[Dot]:
    """Return the entries of which a PC says that it has forgotten them."""
    with site.desk().read() as reader:
        rows = reader.find_rows(REDACTION, where={"kind": "forgotten"})
    return {(bytes(row["log"]), int(row["seq"])) for row in rows}  # type: ignore[arg-type, misc] # as they were written


def find_share_problems(world: World) -> list[str]:
    """Return where something of a case still lies that its post must not hold, and who has not said that it is gone."""
    with world.headquarters.desk().read() as reader:
        registry, owed = read_registry(reader), TO_FORGET.get(reader)
    living = {site.device: site for site in world.living}
    problems = [
        f"headquarters waits for {living[one.device].name} to forget"
        for one in owed
        if one.device in living and not one.done_at
    ]
    for site in world.living:
        with world.headquarters.desk().read() as reader:
            post = get_post(reader, site.post).id
        with site.desk().work() as work:
            problems += [f"{site.name} is still to forget a case" for _one in FORGETTING.get(work)]
            for case in [case for case, posts in registry_shares(world).items() if post in posts]:
                if post in (registry.posts_of_case(case) or ()):
                    continue
                if any(one.body is not None for one in work.ledger.case_entries(case)):
                    problems.append(f"{site.name} holds something of a case whose share has ended")
                if work.ledger.salts([ScopeKey(int(Scope.CASE), case)]):
                    problems.append(f"{site.name} holds the salt of a case whose share has ended")
    return problems


def registry_shares(world: World) -> dict[bytes, set[bytes]]:
    """Return the posts that are or were guests of each case, or in charge of it, as headquarters knows it."""
    with world.headquarters.desk().read() as reader:
        registry = read_registry(reader)
        cases = {row.case for record in (SHARE, HANDOVER) for row in reader.find_rows(record) if row.case is not None}
        return {case: set(registry.shares_of(case)) for case in cases}


def was_forgotten(world: World, log: bytes, seq: int) -> bool:
    """Tell whether headquarters holds an entry without its body, as its author has forgotten it since."""
    with world.headquarters.desk().work() as work:
        entry = work.ledger.get_entry(log, seq)
        return entry is not None and entry.body is None and decode_head(entry.head).case is not None
