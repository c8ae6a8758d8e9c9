"""Who can open what is sealed in a case, and the decisions about it: letting officers in, and stopping one.

The card of the workspace and the command line show it; only names of officers and of headquarters' units are in it.
Whoever decides must hold a key of the case and be allowed to see all of it. Raising a case to "these people only" is in
`restrict_case`.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Action, Level
from tipdesk.domain.rules.sealing import is_restricted
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.directory.officer_ids import ids_of
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.keys.cases.case_keys import CaseKeys, end_changes, holders_now, rows_of
from tipdesk.services.keys.cases.directory import OFFICER_KIND
from tipdesk.services.keys.cases.key_grants import CASE_KEY
from tipdesk.services.look import deed, get_eyes, looking
from tipdesk.services.results import Changed
from tipdesk.services.sealing.write_sealed import sealed_changes

OFFICER = BY_NAME["Officer"]


@dataclass(frozen=True)
class HolderLine:
    """One person, or one unit of headquarters (`officer` is None), who holds a key of the case or is to get one.

    `kind` is a code of the list key_holder. `has_key` says that they hold the key under which answers are sealed now.
    One who `is_named` was let in by name. One who `is_removed` keeps what was sealed before and gets nothing that is
    sealed later. One who `is_doubted` is said to have a key, but nobody who could decide that has signed it.
    """

    kind: str
    officer: bytes | None
    name: str
    has_key: bool
    is_named: bool
    is_removed: bool
    is_self: bool
    is_doubted: bool = False


@dataclass(frozen=True)
class Holders:
    """Everybody who can open a case, or is to be able to.

    `may_decide` says whether the officer at the desk may let somebody in, remove somebody, or raise the level.
    """

    is_restricted: bool
    has_keys: bool
    lines: tuple[HolderLine, ...]
    may_decide: bool


def find_holders(desk: Desk, case: bytes) -> Holders:
    """Return who can open what is sealed in a case: officers first, by name.

    It is an audited look and raises the UserErrors of `look`.
    """
    with looking(desk, case) as eyes:
        return read_holders(eyes)


def read_holders(eyes: Eyes) -> Holders:
    """Return who can open a case, within a look that `looking` has audited already."""
    reader, desk, own = eyes.reader, eyes.desk, eyes.case
    keys = eyes.unsealing.keys(own.id)
    now = holders_now(eyes.unsealing.directory, desk, keys, own["sealing"])
    latest = keys.latest
    found: dict[tuple[str, bytes | None], HolderLine] = {}
    gone = ((OFFICER_KIND, one) for one in keys.removed)
    for kind, officer in (*((one.kind, one.officer) for one in now), *gone):
        person = min(ids_of(reader, officer)) if officer else None
        line = _line(reader, desk, keys, kind, officer, has_key=(kind, officer) in latest)
        before = found.get((kind, person))
        if before is None or line.has_key > before.has_key:
            found[kind, person] = line
    found.update(_doubted(reader, desk, keys, found))
    may = _may_decide(eyes) and keys.opens(own["sealing"])
    lines = sorted(found.values(), key=lambda one: (one.kind != OFFICER_KIND, one.is_removed, one.name.casefold()))
    return Holders(is_restricted(own["sealing"]), bool(keys.rows), tuple(lines), may)


def _doubted(
    reader: Reader, desk: Desk, keys: CaseKeys, known: Collection[tuple[str, bytes | None]]
) -> dict[tuple[str, bytes | None], HolderLine]:
    """Return a line for everybody whom only rows without a believable signature make a holder."""
    found: dict[tuple[str, bytes | None], HolderLine] = {}
    for row in keys.doubted:
        officer, kind = row["officer"], str(row["kind"])
        person = min(ids_of(reader, officer)) if isinstance(officer, bytes) else None
        if (kind, person) not in known:
            line = _line(reader, desk, keys, kind, officer if isinstance(officer, bytes) else None, has_key=False)
            found[kind, person] = replace(line, is_doubted=True)
    return found


def let_open(desk: Desk, case: bytes, officers: Collection[bytes], reason: str | None = None) -> Changed:
    """Give these officers the keys of a case, in one entry: each key that is held here is sealed to them.

    From then on they stand to the case like somebody who has a task in it. Raises the UserErrors of `permit_deciding`,
    `no-officer-keys` for an officer to whom nothing can be sealed, and `already-a-holder` where all were let in before.
    """
    with deed(desk) as unit:
        permit_deciding(unit, desk, case)
        for officer in officers:
            refuse_keyless(unit, desk, officer)
        rows = sealed_changes(desk, unit, case, [], named=officers)
        if not rows:
            raise UserError("already-a-holder", _("This officer can open the case already."))
        entry = write_case(desk, unit, case, rows, reason)
    return Changed.of(CASE_KEY.name, case, None, entry.dot)


def stop_opening(desk: Desk, case: bytes, officer: bytes, reason: str | None = None) -> Changed:
    """Mark an officer's keys of a case as ended: the next sealed answer is sealed under a new key, without them.

    It cannot take back what that officer has read or copied before, and the screen says so; to keep somebody from a
    case altogether, exclude them from it. Raises the UserErrors of `permit_deciding`, `own-key` for oneself (somebody
    else who holds the key decides that), and `no-holder` where the officer has no key.
    """
    with deed(desk) as unit:
        permit_deciding(unit, desk, case)
        person = ids_of(unit, officer)
        if desk.actor.officer in person:
            raise UserError(
                "own-key", _("You cannot remove yourself. Another officer who can open the case does that.")
            )
        changes = end_changes(rows_of(unit, case), person)
        if not changes:
            raise UserError("no-holder", _("This officer cannot open the case."))
        entry = write_case(desk, unit, case, changes, reason)
    return Changed.of(CASE_KEY.name, case, None, entry.dot)


def permit_deciding(reader: Reader, desk: Desk, case: bytes) -> Eyes:
    """Return the eyes of an officer who may decide who opens the case.

    Raises UserError `not-allowed` where they may not see all of the case, `not-a-holder` where they hold no key of it,
    and those of `get_eyes`.
    """
    eyes = get_eyes(reader, desk, case, Action.EDIT)
    if not _may_decide(eyes):
        raise UserError("not-allowed", _("Your supervisor or the officer in charge decides this."))
    if not eyes.unsealing.keys(case).opens(eyes.case["sealing"]):
        raise UserError("not-a-holder", _("Only somebody who can open the case decides who else can."))
    return eyes


def find_person(reader: Reader, desk: Desk, login: str) -> bytes:
    """Return the id of the officer with this login, if keys can be given to them.

    Raises UserError `unknown-officer` or `no-officer-keys`.
    """
    wanted = login.strip().casefold()
    if wanted == desk.actor.login.casefold():
        return desk.actor.officer
    rows = [row for row in reader.find_rows(OFFICER) if str(row["login"]).casefold() == wanted]
    if not rows:
        raise UserError("unknown-officer", _("There is no officer with the login name “{login}”."), login=login[:40])
    refuse_keyless(reader, desk, rows[0].id)
    return rows[0].id


def refuse_keyless(reader: Reader, desk: Desk, officer: bytes) -> None:
    """Refuse an officer to whom nothing can be sealed.

    Raises UserError `no-officer-keys` where the officer is unknown, disabled, or has no keys yet because they have not
    used a PC. The officer at the desk always passes.
    """
    row = reader.get_row(OFFICER, officer)
    if officer != desk.actor.officer and (row is None or row["disabled"] is True or not row["seal_key"]):
        raise UserError(
            "no-officer-keys",
            _("This officer has no keys yet, or is disabled. They get keys on the first PC they use."),
        )


def _may_decide(eyes: Eyes) -> bool:
    return eyes.level_for(Action.UNMASK) >= Level.FULL


def _line(reader: Reader, desk: Desk, keys: CaseKeys, kind: str, officer: bytes | None, *, has_key: bool) -> HolderLine:
    row = reader.get_row(OFFICER, officer) if officer else None
    is_self = officer == desk.actor.officer
    name = str(row["name"] or row["login"] or "") if row else desk.actor.login if is_self else ""
    return HolderLine(
        kind,
        officer,
        name,
        has_key=has_key,
        is_named=officer in keys.named,
        is_removed=officer in keys.removed,
        is_self=is_self,
    )
