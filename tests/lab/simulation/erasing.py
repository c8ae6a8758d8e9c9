"""Cases that two officers of headquarters erase, whatever posts still write in them, and what must hold then.

Promises nothing of a case whose erasure was itself lost everywhere with a store that was put back: it is a case again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.lab.simulation.sites import OFFICE_ROLES, officer
from tests.lab.simulation.writing import CASE, rewritten, save
from tipdesk.domain.errors import UserError
from tipdesk.domain.schema import Scope
from tipdesk.services.headquarters.erasure.erase_case import ask_erasure, decide_erasure
from tipdesk.services.headquarters.erasure.erasing import erased_cases
from tipdesk.services.ledger import ScopeKey

if TYPE_CHECKING:
    from tests.lab.simulation.sites import Site
    from tests.lab.simulation.world import World

SECOND = officer("headquarters-second", OFFICE_ROLES)


def erase_case(world: World) -> None:
    """A case is closed, its time is over, one officer asks and another one agrees."""
    site = world.headquarters
    with site.desk().read() as reader:
        cases = reader.find_rows(CASE)
    if not cases:
        return
    row = world.dice.choice(cases)
    closed = {CASE.by_name["status"].number: "closed", CASE.by_name["retention_until"].number: "2001-01-01"}
    save(site, world.book, Scope.CASE, row.id, [rewritten(row, closed)])
    try:
        erasure = ask_erasure(site.desk(), row.id, "Its time is over.")
    except UserError as refusal:
        world.problems.append(f"a case that was closed is not erased: {refusal.code}")
        return
    first, site.actor = site.actor, SECOND
    world.tell(f"  {decide_erasure(site.desk(), erasure, agrees=True)} entries are erased")
    site.actor = first
    world.book.erased.add(row.id)


def find_erased(world: World) -> frozenset[bytes]:
    """Return the cases that are erased: headquarters says so."""
    with world.headquarters.desk().read() as reader:
        return erased_cases(reader)


def find_remains(world: World) -> list[str]:
    """Return what is left anywhere of cases that are erased: bodies, rows, salts, files and parts of files."""
    erased = find_erased(world)
    return [
        one for site in (world.headquarters, *world.living) for case in erased for one in _remains(world, site, case)
    ]


def _remains(world: World, site: Site, case: bytes) -> list[str]:
    files = site.desk().files
    its = {content for content, of in world.book.cases.items() if of == case}
    with site.desk().work() as work:
        found = {
            "bodies": any(one.body is not None for one in work.ledger.case_entries(case, parked_too=True)),
            "a row": work.get_row(CASE, case) is not None,
            "the salt": bool(work.ledger.salts([ScopeKey(int(Scope.CASE), case)])),
            "a file": bool(its & set(files.find_held())),
            "a part of a file": bool(its & set(files.parts.find_under_way())),
        }
    return [f"{site.name} keeps {what} of a case that is erased" for what, is_left in found.items() if is_left]
