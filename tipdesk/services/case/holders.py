"""Who can open what is sealed in a case, and who may decide it.

Promises names of officers and units alone, for the card of the workspace and the command line. Whoever decides holds a
key of the case and sees all of it by the table. The deeds are `let_open`, `stop_opening` and `restrict_case`.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action, Level
from tipdesk.domain.rules.sealing import is_restricted
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.directory.officer_ids import ids_of
from tipdesk.services.eyes import level_for
from tipdesk.services.keys.cases.case_keys import CaseKeys, holders_now, keys_of
from tipdesk.services.keys.cases.directory import OFFICER_KIND, Directory
from tipdesk.services.look import note_action, permit

CASE, OFFICER = BY_NAME["Case"], BY_NAME["Officer"]


@dataclass(frozen=True)
class HolderLine:
    """One person, or one unit of headquarters (`officer` None), who holds a key or is to get it.

    `kind`: a code of the list key_holder. `has_key`: of what was written last. `is_named`: let in by name;
    `is_removed`: has what was written before and gets nothing later. `is_doubted`: a key is said to be theirs, and no
    officer who could has signed that.
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
    """Who can open a case. `may_decide`: the officer at the desk may let somebody in, remove, or raise the level."""

    is_restricted: bool
    has_keys: bool
    lines: tuple[HolderLine, ...]
    may_decide: bool


def find_holders(desk: Desk, case: bytes) -> Holders:
    """Return who can open what is sealed in a case, officers first, by name. UserErrors of `look`."""
    permit(desk, case, Action.VIEW)
    note_action(desk, case, Action.VIEW)
    with desk.read() as reader:
        own = get_case(reader, case)
        keys = keys_of(reader, desk, case)
        now = holders_now(Directory(reader), desk, keys, own["sealing"])
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
        may = _may_decide(reader, desk, own) and keys.opens(own["sealing"])
    lines = sorted(found.values(), key=lambda one: (one.kind != OFFICER_KIND, one.is_removed, one.name.casefold()))
    return Holders(is_restricted(own["sealing"]), bool(keys.rows), tuple(lines), may)


def _doubted(
    reader: Reader, desk: Desk, keys: CaseKeys, known: Collection[tuple[str, bytes | None]]
) -> dict[tuple[str, bytes | None], HolderLine]:
    """Return a line for everybody whom only rows that nobody believes make a holder."""
    found: dict[tuple[str, bytes | None], HolderLine] = {}
    for row in keys.doubted:
        officer, kind = row["officer"], str(row["kind"])
        person = min(ids_of(reader, officer)) if isinstance(officer, bytes) else None
        if (kind, person) not in known:
            line = _line(reader, desk, keys, kind, officer if isinstance(officer, bytes) else None, has_key=False)
            found[kind, person] = replace(line, is_doubted=True)
    return found


def permit_deciding(desk: Desk, case: bytes) -> None:
    """Refuse whoever may not decide who opens a case. UserError `not-allowed`, `not-a-holder`."""
    permit(desk, case, Action.EDIT)
    with desk.read() as reader:
        own = get_case(reader, case)
        is_full, is_holder = _may_decide(reader, desk, own), keys_of(reader, desk, case).opens(own["sealing"])
    if not is_full:
        raise UserError("not-allowed", _("Your supervisor or the officer in charge decides this."))
    if not is_holder:
        raise UserError("not-a-holder", _("Only somebody who can open the case decides who else can."))


def find_person(reader: Reader, desk: Desk, login: str) -> bytes:
    """Return the officer of a login who can be given keys. UserError `unknown-officer`, `no-officer-keys`."""
    wanted = login.strip().casefold()
    if wanted == desk.actor.login.casefold():
        return desk.actor.officer
    rows = [row for row in reader.find_rows(OFFICER) if str(row["login"]).casefold() == wanted]
    if not rows:
        raise UserError("unknown-officer", _("There is no officer with the login name “{login}”."), login=login[:40])
    refuse_keyless(reader, desk, rows[0].id)
    return rows[0].id


def refuse_keyless(reader: Reader, desk: Desk, officer: bytes) -> None:
    """Refuse an officer to whom nothing can be sealed. UserError `no-officer-keys`."""
    row = reader.get_row(OFFICER, officer)
    if officer != desk.actor.officer and (row is None or row["disabled"] is True or not row["seal_key"]):
        raise UserError(
            "no-officer-keys",
            _("This officer has no keys yet, or is disabled. They get keys on the first PC they use."),
        )


def get_case(reader: Reader, case: bytes) -> Row:
    """Return the Case row of a case that `permit` has found."""
    row = reader.get_row(CASE, case)
    if row is None:
        raise AssertionError(case.hex())
    return row


def _may_decide(reader: Reader, desk: Desk, own: Row) -> bool:
    return level_for(reader, desk, own, Action.UNMASK) >= Level.FULL


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
