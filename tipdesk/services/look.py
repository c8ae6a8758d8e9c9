"""The one gate through which every identifying read passes: decide, write the audit row, read, mask.

Promises: nothing of a case is returned before its audit row is committed; if the row cannot be written, the look fails.
A field above the officer's level is absent from the answer and named in `Row.masked`; a note held back is counted. A
refusal is audited too; to somebody who must not know of a case it reads as if the case were not there.
Opening or unmasking the same case again within ten minutes of one session writes no second row; printing, exporting
and searching always do. Who may see what stands in `domain/rules/access`; what
of a row is seen, in `eyes`.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from tipdesk.domain.characters import refuse_hidden
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME, CASE_RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action, Level, Relation, decide
from tipdesk.domain.texts import _
from tipdesk.services.audit import DENIED, note_look
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.eyes import Eyes, knows_of, level_for

AGAIN_AFTER_MS = 10 * 60 * 1000
_AUDITED = {
    Action.VIEW: "view",
    Action.UNMASK: "unmask",
    Action.PRINT: "print",
    Action.EXPORT: "export",
    Action.SEARCH: "search",
}
_ONCE = frozenset({Action.VIEW, Action.UNMASK})
_CASE = BY_NAME["Case"]


@dataclass(frozen=True)
class CaseView:
    """A case as its reader may see it: the Case row, and its other rows by record name in the order of their making.

    `masked`: some field was held back. `held_back`: how many notes were, by the mark that their author gave them.
    `version`: eight hexadecimal digits, equal wherever the same entries are held.
    """

    case: Row
    rows: Mapping[str, tuple[Row, ...]]
    level: Level
    masked: bool
    version: str
    conflicts: int
    held_back: Mapping[str, int]

    @property
    def id(self) -> bytes:
        """Return the id of the case."""
        return self.case.id

    @property
    def reference(self) -> str:
        """Return the neutral reference, empty while it has not arrived."""
        return str(self.case["reference"] or "")

    def of(self, record: str) -> tuple[Row, ...]:
        """Return the rows of one record, none when the case has none."""
        return self.rows.get(record, ())

    def get_row(self, row: bytes) -> Row | None:
        """Return one row of the case by id."""
        return next((found for rows in self.rows.values() for found in rows if found.id == row), None)


def look(desk: Desk, case: bytes, action: Action = Action.VIEW, *, reason: str | None = None) -> CaseView:
    """Return a case as the officer may see it. UserError `no-such-case`, `not-allowed`; the audit row's own failures.

    `reason`: why, for the audit log, where the screen asks for one.
    """
    permit(desk, case, action)
    note_action(desk, case, action, reason)
    with desk.read() as reader:
        return _read_view(reader, desk, case, action)


def permit(desk: Desk, case: bytes, action: Action) -> Level:
    """Return the level at which the officer may do this to the case. UserError, audited, where nothing is open."""
    with desk.read() as reader:
        row = reader.get_row(_CASE, case)
        if row is None:
            raise no_such_case()
        level = level_for(reader, desk, row, action)
        if level > Level.EXISTS:
            return level
        is_known = knows_of(reader, desk, row)
    note_look(desk, "denied", case=case, result=DENIED, reason=action.value)
    if not is_known:
        raise no_such_case()
    raise UserError(
        "not-allowed",
        _("You may not do this in case {reference}. Ask the officer in charge or your supervisor."),
        reference=row["reference"] or "?",
    )


def note_action(desk: Desk, case: bytes, action: Action, reason: str | None = None) -> None:
    """Commit the audit row of an action, unless this session wrote the same one within ten minutes.

    UserError `bad-text` of a reason in which something is hidden.
    """
    code = _AUDITED.get(action)
    if code is None:
        return
    now = desk.clock.now_ms()
    last = desk.looked.get((case, code))
    if action in _ONCE and last is not None and 0 <= now - last < AGAIN_AFTER_MS and reason is None:
        return
    refuse_hidden(reason or "")
    note_look(desk, code, case=case, reason=reason)
    desk.looked[case, code] = now


def no_such_case(reference: str = "") -> UserError:
    """Return the refusal for a case that this store does not hold."""
    return UserError("no-such-case", _("There is no case {reference} on this computer."), reference=reference)


def level_in_list(desk: Desk, relation: Relation) -> Level:
    """Return the level at which a list may show a case of this relation."""
    return decide(desk.actor.roles, relation, Action.LIST)


def _read_view(reader: Reader, desk: Desk, case: bytes, action: Action) -> CaseView:
    everything = {record.name: reader.find_rows(record, case=case, with_deleted=True) for record in CASE_RECORDS}
    own = reader.get_row(_CASE, case)
    if own is None:
        raise no_such_case()
    everything[_CASE.name] = [own]
    eyes = Eyes(reader, desk, own, action)
    live = {name: [row for row in found if not row.deleted] for name, found in everything.items()}
    rows = {
        name: tuple(row for row in map(eyes.see, found) if row is not None)
        for name, found in live.items()
        if name != _CASE.name
    }
    shown = eyes.cut(own)
    return CaseView(
        case=shown,
        rows={name: found for name, found in rows.items() if found},
        level=eyes.level,
        masked=bool(shown.masked) or any(row.masked for found in rows.values() for row in found),
        version=version_of([row for found in everything.values() for row in found]),
        conflicts=sum(row.in_conflict() for found in everything.values() for row in found),
        held_back=Counter(mark for found in live.values() for row in found if (mark := eyes.holds_back(row))),
    )


def version_of(rows: list[Row]) -> str:
    """Return eight hexadecimal digits over the versions of all rows of a case, deleted ones too."""
    lines = sorted(f"{row.record.number}:{row.id.hex()}:{row.version}" for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:8]
