"""What the officer at the desk may see of one case: the level for an action, each row cut to it, notes held back.

Promises that a field above the level, or sealed to others, is absent from the row and named in `Row.masked`, and that
a note marked as private gives nothing to whoever is not meant to read it, at any level. Lives as long as the read it
was made in. The audit row is left to `look`; what the table says to `domain/rules/access`, of notes to
`domain/rules/privacy`; which keys open what is sealed, to `services/sealing`.
"""

from functools import cached_property

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action, Level, Relation, decide, opens
from tipdesk.domain.rules.privacy import Confidant, may_read
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.relation import (
    agency_of,
    is_assigned,
    is_excluded,
    is_in_emergency,
    own_ids,
    relation_by_post,
    relations_to,
    served_level,
)
from tipdesk.services.sealing.unsealing import Unsealing, is_shut


class Eyes:
    """The desk's officer before one case. `case`: its Case row, unmasked."""

    def __init__(self, reader: Reader, desk: Desk, case: Row, action: Action) -> None:
        self._reader, self._desk, self._case, self._action = reader, desk, case, action

    @cached_property
    def level(self) -> Level:
        """Return the level at which the action is open."""
        return level_for(self._reader, self._desk, self._case, self._action)

    def see(self, row: Row) -> Row | None:
        """Return the row as far as it is open, None where it is held back whole."""
        return None if self.holds_back(row) else self.cut(row)

    def cut(self, row: Row) -> Row:
        """Return a row that nothing holds back as far as it is open, what is sealed opened with the officer's keys."""
        return mask(self._unsealing.row(row), self.level)

    def holds_back(self, row: Row) -> str:
        """Return the mark that holds a row back from the officer, "" where none does."""
        privacy = row["privacy"] if "privacy" in row.record.by_name else None
        if not privacy or may_read(privacy, self._confidant(row), self._action):
            return ""
        return str(privacy)

    def _confidant(self, row: Row) -> Confidant:
        authors = {one.value for one in row.siblings["author"]} if "author" in row.siblings else {row["author"]}
        agencies = {one.value for one in row.siblings["agency"]} if "agency" in row.siblings else {row["agency"]}
        return Confidant(
            roles=self._desk.actor.roles,
            relations=self._relations,
            is_author=authors <= self._ids,
            is_colleague=agencies == {self._agency},
        )

    @cached_property
    def _unsealing(self) -> Unsealing:
        return Unsealing(self._reader, self._desk)

    @cached_property
    def _relations(self) -> frozenset[Relation]:
        return relations_to(self._reader, self._desk, self._case, self._action)

    @cached_property
    def _ids(self) -> frozenset[bytes]:
        return own_ids(self._reader, self._desk)

    @cached_property
    def _agency(self) -> bytes | None:
        return agency_of(self._reader, self._desk)


def level_for(reader: Reader, desk: Desk, case: Row, action: Action) -> Level:
    """Return what the officer's roles and relations to a case allow. Asks who began the case only where it matters."""
    if is_excluded(reader, desk, case.id):
        return Level.NONE
    roles = desk.actor.roles
    level = decide(roles, relation_by_post(reader, desk, case), action)
    if is_in_emergency(desk, case.id, action):
        level = max(level, decide(roles, Relation.EMERGENCY, action))
    served = decide(roles, Relation.SERVED, action)
    if served > level:
        level = max(level, min(served, served_level(reader, desk, case.id)))
    own = max(decide(roles, relation, action) for relation in (Relation.IN_CHARGE, Relation.ASSIGNED))
    return own if own > level and is_assigned(reader, desk, case) else level


def knows_of(reader: Reader, desk: Desk, case: Row) -> bool:
    """Tell whether the desk's officer may know that the case exists."""
    return level_for(reader, desk, case, Action.LIST) > Level.NONE


def mask(row: Row, level: Level) -> Row:
    """Return the row without the values above the level or sealed; `Row.masked` names the fields that held one."""
    closed = {
        field.name for field in row.record.fields if not opens(level, field.sensitivity) or is_shut(row, field.name)
    }
    held_back = frozenset(name for name in closed if row[name] is not None or name in row.siblings)
    if not held_back:
        return row
    return row.with_values({name: value for name, value in row.values.items() if name not in held_back}, held_back)
