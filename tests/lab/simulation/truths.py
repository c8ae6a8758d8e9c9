"""What must hold when everything has healed: equal state, no gap, and no write lost.

The judge is the book of what was written, not another merge: a value lives unless a write that saw it replaced it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from tests.lab.simulation.file_truths import find_file_problems
from tests.lab.simulation.sharing import find_share_problems, was_forgotten
from tests.lab.simulation.writing import CALL, FILE, VALUES, Place, Wrote, case_rows
from tipdesk.domain.records import BY_NUMBER, RECORDS
from tipdesk.domain.schema import DELETED, Scope
from tipdesk.domain.values import Sealed
from tipdesk.services.from_headquarters import get_keyset, shows_keyset
from tipdesk.services.headquarters.directory.register_rows import posts_of_rows
from tipdesk.services.headquarters.directory.registry import get_post, read_registry
from tipdesk.services.keys.office.office_keys import get_office
from tipdesk.services.remembered.link import EARLIER_LOGS

if TYPE_CHECKING:
    from tests.lab.simulation.sites import Site
    from tests.lab.simulation.world import World
    from tipdesk.domain.changes import Dot
    from tipdesk.domain.kinds import Value
    from tipdesk.domain.rows import Row

REVOKED = "revoked"
DIRECTORY = [record for record in RECORDS if record.scope is Scope.DIRECTORY]


def find_problems(world: World) -> list[str]:
    """Return everything that is wrong, one line each."""
    problems = [f"{site.name}: {one}" for site in _all(world) for one in site.store.problems()]
    for site in world.living:
        problems += _logs_held(world, site)
        problems += _same_keys(world, site)
        problems += _same_rows(world, site)
    problems += find_share_problems(world)
    return problems + _parked(world) + _nothing_lost(world) + find_file_problems(world)


def _all(world: World) -> list[Site]:
    return [world.headquarters, *world.sites]


def _logs_held(world: World, site: Site) -> list[str]:
    """Headquarters holds every log of a living PC to its end, closed ones too."""
    problems = []
    with site.desk().work() as work:
        own = [site.log, *(one.log for one in EARLIER_LOGS.get(work))]
        states = [state for state in (work.ledger.get_log(log) for log in own) if state is not None]
    with world.headquarters.desk().work() as work:
        for state in states:
            held = work.ledger.get_log(state.log)
            seq = held.seq if held else 0
            if seq < state.seq:
                problems.append(f"headquarters holds {seq} of {state.seq} of a log of {site.name}")
            elif seq and work.ledger.hash_at(state.log, state.seq) != state.hash:
                problems.append(f"headquarters holds another history of {site.name}")
    return problems


def _same_keys(world: World, site: Site) -> list[str]:
    """A PC holds headquarters' keyset and nothing waits to be compared; then headquarters has dropped former keys."""
    desk = world.headquarters.desk()
    with site.desk().read() as theirs, desk.read() as ours:
        keyset, office = get_keyset(ours), get_office(desk, ours)
        problems = [] if get_keyset(theirs) == keyset else [f"{site.name} holds another keyset than headquarters"]
        problems += [f"{site.name} hears other keys"] if shows_keyset(theirs) else []
    held = (keyset.seal_current, keyset.seal_next)
    if office.sign_keys != keyset.sign_keys or office.recipients != held:
        problems.append("headquarters keeps former keys that nobody needs, or has lost its own")
    return problems


def _parked(world: World) -> list[str]:
    with world.headquarters.desk().work() as work:
        dead = {log.log for site in world.sites if site.dead for log in work.ledger.find_logs(site.device)}
        parked = [one for one in work.ledger.find_parked() if one.log not in dead or one.reason != REVOKED]
        parked = [one for one in parked if not was_forgotten(world, one.log, one.seq)]
        forks = [one for one in work.ledger.quarantine.find_all() if one.verdict == "fork"]
    return [f"an entry is still parked: {one.reason}" for one in parked] + [
        "a fork where there was none" for _ in forks
    ]


def _same_rows(world: World, site: Site) -> list[str]:
    """A PC holds what headquarters holds of its post's cases and register and of the directory, and nothing else.

    Its post's cases are those it is in charge of, and those that are shared with it.

    A case that restores have left without any entry of a post is nobody's: nobody can tell any more who should hold it.
    """
    with world.headquarters.desk().read() as reader:
        registry = read_registry(reader)
        post = get_post(reader, site.post).id
        owners = {row.case: registry.post_of_case(row.case) for row in case_rows(reader) if row.case}
        held = {case for case, own in owners.items() if own and post in (registry.posts_of_case(case) or ())}
        cases = [row for row in case_rows(reader) if row.case in held]
        ours = cases + [row for record in DIRECTORY for row in reader.find_rows(record, with_deleted=True)]
    calls, nobodys = _calls(world, post)
    ours += calls
    with site.desk().read() as reader:
        theirs = case_rows(reader) + [row for one in DIRECTORY for row in reader.find_rows(one, with_deleted=True)]
        theirs += [row for row in reader.find_rows(CALL, with_deleted=True) if row.id not in nobodys]
    orphans = {case for case, owner in owners.items() if owner is None}
    there = {(row.record.number, row.id): row for row in theirs if row.case not in orphans}
    here = {(row.record.number, row.id): row for row in ours}
    problems = [f"{site.name} lacks a {BY_NUMBER[key[0]].name}" for key in here.keys() - there.keys()]
    problems += [f"{site.name} has a {BY_NUMBER[key[0]].name} too many" for key in there.keys() - here.keys()]
    for key in here.keys() & there.keys():
        if _told(here[key]) != _told(there[key]):
            problems.append(f"{site.name} sees a {BY_NUMBER[key[0]].name} otherwise than headquarters")
    return problems


def _calls(world: World, post: bytes) -> tuple[list[Row], set[bytes]]:
    """Return the calls of a post's register at headquarters, and which calls restores have left without any post."""
    with world.headquarters.desk().work() as work:
        rows = {row.id: row for row in work.find_rows(CALL, with_deleted=True)}
        posts = posts_of_rows(work, read_registry(work), [(CALL, row) for row in rows])
    return [row for row in rows.values() if post in posts[row.id]], {row for row in rows if not posts[row]}


def _told(row: Row) -> tuple[Any, ...]:
    dots = {number: tuple(sorted(live)) for number, live in row.dots.items() if live}
    return row.id, row.case, dict(row.values), dots, dict(row.siblings), row.deleted


def _nothing_lost(world: World) -> list[str]:
    """Every write lives, or was replaced by one whose author saw it; so says headquarters, and with it every post."""
    with world.headquarters.desk().work() as work:
        parked = {(one.log, one.seq) for one in work.ledger.find_parked()}
        dots = {wrote.dot for wrote in world.book.wrote}
        told = {dot: work.ledger.get_entry(*dot) for dot in dots if dot not in parked}
        held = {dot for dot, entry in told.items() if entry is not None and entry.body is not None}
        rows = {(row.record.number, row.id): row for row in case_rows(work)}
    problems = [
        f"a write of {wrote.site} is lost"
        for wrote in world.book.wrote
        if wrote.dot not in held and wrote.dot not in world.book.excused
    ]
    places: dict[Place, list[Wrote]] = defaultdict(list)
    for wrote in world.book.wrote:
        if wrote.dot in held:
            places[wrote.place].append(wrote)
    for place, written in places.items():
        replaced = {dot for wrote in written for dot in wrote.replaces}
        live = {wrote.dot: wrote for wrote in written if wrote.dot not in replaced}
        row = rows.get((place.record, place.row))
        problems += ["a row is gone"] if row is None else _field_is(row, place.number, live)
    return problems


def _field_is(row: Row, number: int, live: dict[Dot, Wrote]) -> list[str]:
    """Return what is wrong with one field whose live writes are known."""
    found = set(row.dots.get(number, ()))
    name = "deleted" if number == DELETED else row.record.by_number[number].name
    if found != set(live):
        lost, more = len(set(live) - found), len(found - set(live))
        return [f"{row.record.name}.{name}: {lost} live values lost, {more} alive again"]
    if number == DELETED:
        return []
    field = row.record.by_number[number]
    values = [field.from_wire(wrote.value) for wrote in live.values()]  # type: ignore[arg-type] # no deletion here
    if name in row.siblings:
        shown = sorted(_as_text(one.value) for one in row.siblings[name])
        return [] if shown == sorted(map(_as_text, values)) else [f"{row.record.name}.{name}: siblings differ"]
    if len({_as_text(value) for value in values}) == 1 and row[name] != values[0]:
        return [f"{row.record.name}.{name}: another value"]
    return [] if name in VALUES[row.record] or row.record is FILE else [f"{name} was never written"]


def _as_text(value: Value) -> str:
    """Return what tells a value from others; a sealed one tells nothing of itself in words."""
    return f"{value.key.hex()}:{value.box.hex()}" if isinstance(value, Sealed) else repr(value)
