"""The officer at the desk before one case: how they stand to it, at which level each action is open, and what they see.

An `Eyes` lives as long as the read it was made in, and asks for each fact once: who is excluded, who sits where, who
was given what. An officer is one person under every id that the directory says is the same (`Officer.same_as`).
Assigned is whoever wrote the case's first entry, was given a task in it, or was let in by name, with the signature of
somebody who could. A case is of the officer's post when a device of that post opened it, when an officer of that post
is in charge, or while it is shared with that post; what only the post in charge decides no share carries. What an
emergency opens is known to the desk of this session alone.

A field above the level, or sealed to others, is absent from the row and named in `Row.masked`. A note marked as private
gives nothing to whoever is not meant to read it, at any level. The audit row is written by `look`. The tables of who
may what are in `domain/rules/access` and `domain/rules/deeds`, that of notes in `domain/rules/privacy`. Which keys open
what is sealed is in `services/sealing`; lists, which ask about many cases at once, use `relation`.
"""

from collections.abc import Mapping
from functools import cache, cached_property

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Author, Row
from tipdesk.domain.rules.access import Action, Level, Relation, decide, opens
from tipdesk.domain.rules.caution import cautious_value, live_values
from tipdesk.domain.rules.deeds import OF_POST_IN_CHARGE, Deed, may_do
from tipdesk.domain.rules.privacy import Confidant, may_read
from tipdesk.domain.rules.sealing import is_restricted
from tipdesk.domain.schema import RecordType
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.relation import (
    agencies_of,
    agency_of,
    authors_of,
    find_own_tasks,
    is_opened_at_my_post,
    is_shared_with_my_post,
    let_into,
    level_served,
    own_ids,
    post_of_device,
    post_of_officer,
)
from tipdesk.services.sealing.unsealing import Unsealing, is_shut

_EXCLUSION, _ACCESS = BY_NAME["Exclusion"], BY_NAME["AccessGrant"]
_WORK = (Relation.IN_CHARGE, Relation.ASSIGNED)
DECIDING = tuple(
    BY_NAME[name] for name in ("Case", "Exclusion", "AccessGrant", "CaseKey", "CaseShare", "CaseHandover", "Task")
)
"""The records of a case that tell how an officer stands to it."""


class Eyes:
    """The officer at the desk before one case.

    `case` is its Case row, unmasked, and `action` what they want to do to it.
    """

    def __init__(self, reader: Reader, desk: Desk, case: Row, action: Action = Action.VIEW) -> None:
        self.reader, self.desk, self.case, self.action = reader, desk, case, action

    @cached_property
    def level(self) -> Level:
        """Return the level at which the action these eyes were made for is open."""
        return self.level_for(self.action)

    def level_for(self, action: Action) -> Level:
        """Return the level at which an action is open, by the officer's roles and relations to the case.

        Whether the officer is assigned, which costs reads, is asked only where it could raise the level.
        """
        if self.is_excluded:
            return Level.NONE
        roles = self.desk.actor.roles
        level = decide(roles, self.relation_by_post, action)
        if self.is_in_emergency(action):
            level = max(level, decide(roles, Relation.EMERGENCY, action))
        served = decide(roles, Relation.SERVED, action)
        if served > level:
            level = max(level, min(served, self.served))
        own = max(decide(roles, relation, action) for relation in _WORK)
        return own if own > level and self.is_assigned else level

    @property
    def knows_of(self) -> bool:
        """Tell whether the officer may know that the case exists."""
        return self.level_for(Action.LIST) > Level.NONE

    def may(self, deed: Deed) -> bool:
        """Tell whether the officer's roles and relations to the case allow a deed."""
        relations = self.relations(Action.VIEW)
        if deed in OF_POST_IN_CHARGE and not self._is_of_my_post:
            relations -= {Relation.SAME_POST, Relation.RESTRICTED}
        return may_do(self.desk.actor.roles, relations, deed)

    def relations(self, action: Action) -> frozenset[Relation]:
        """Return every relation of the officer to the case; somebody who is excluded has no other."""
        if self.is_excluded:
            return frozenset({Relation.EXCLUDED})
        holding = {
            Relation.IN_CHARGE: self._is_in_charge,
            Relation.ASSIGNED: self.is_assigned,
            Relation.SERVED: self.served > Level.NONE,
            Relation.EMERGENCY: self.is_in_emergency(action),
        }
        return frozenset({self.relation_by_post, *(one for one, holds in holding.items() if holds)})

    @cached_property
    def is_excluded(self) -> bool:
        """Tell whether the officer is named as somebody who must not know of the case."""
        rows = self.reader.find_rows(_EXCLUSION, case=self.case.id)
        return bool(rows) and not self.ids.isdisjoint(row["officer"] for row in rows)

    @cached_property
    def relation_by_post(self) -> Relation:
        """Return how the officer stands to the case from where they sit, apart from any part that they have in it."""
        if self.desk.place.is_headquarters:
            return Relation.HEADQUARTERS
        if not (self._is_of_my_post or is_shared_with_my_post(self.reader, self.desk, self.case.id)):
            return Relation.OTHER
        return Relation.RESTRICTED if is_restricted(cautious_value(self.case, "sealing")) else Relation.SAME_POST

    @cached_property
    def is_assigned(self) -> bool:
        """Tell whether the officer is in charge of the case, has a task in it, was let in, or began it.

        While it is in dispute who is in charge, everybody is whom one of the live values names.
        """
        return (
            self._is_in_charge
            or bool(find_own_tasks(self.reader, self.ids, self.case.id))
            or bool(let_into(self.reader, self.desk, self.ids, self.case.id, self.unsealing.directory))
            or self.reader.case_creator(self.case.id) in self.ids
        )

    @cached_property
    def served(self) -> Level:
        """Return up to which level the case has been served to the officer; `Level.NONE` where it has not."""
        rows = self.reader.find_rows(_ACCESS, case=self.case.id)
        ids = self.ids if rows else frozenset()
        return max((level_served(self.desk, row) for row in rows if row["officer"] in ids), default=Level.NONE)

    def is_in_emergency(self, action: Action) -> bool:
        """Tell whether an emergency of this session still opens the case for this action."""
        ends = self.desk.permits.get((self.case.id, action.value))
        return ends is not None and self.desk.clock.running_ms() < ends

    @cached_property
    def ids(self) -> frozenset[bytes]:
        """Return every id under which the officer is known."""
        return own_ids(self.reader, self.desk)

    @cached_property
    def unsealing(self) -> Unsealing:
        """Return what opens sealed values with the officer's keys; made once, for all rows of the case."""
        return Unsealing(self.reader, self.desk)

    def see(self, row: Row) -> Row | None:
        """Return the row as far as it is open to the officer, None where all of it is held back."""
        return None if self.holds_back(row) else self.cut(row)

    def cut(self, row: Row, *, for_program: bool = False) -> Row:
        """Return a row as far as it is open: sealed values opened with the officer's keys, then masked at the level.

        For a row that nothing holds back; `see` asks that as well. What is told to nobody is left out, unless it is
        `for_program`: a verb that hands none of that on.
        """
        seen = mask(self.unsealing.row(row), self.level)
        return seen if for_program else _told(seen)

    def holds_back(self, row: Row) -> str:
        """Return the mark that holds a row back from the officer, "" where none does."""
        privacy = row["privacy"] if "privacy" in row.record.by_name else None
        if not privacy or may_read(privacy, self._confidant(row), self.action):
            return ""
        return str(privacy)

    def _confidant(self, row: Row) -> Confidant:
        authors = authors_of(row, lambda: self._firsts)
        agencies = agencies_of(self.reader, row, authors)
        return Confidant(
            roles=self.desk.actor.roles,
            relations=self.relations(self.action),
            is_author=authors <= self.ids,
            is_colleague=agencies == {self._agency},
        )

    @cached_property
    def _firsts(self) -> Mapping[bytes, Author]:
        return self.reader.find_authors(self.case.id)

    @cached_property
    def _is_in_charge(self) -> bool:
        return not self.ids.isdisjoint(live_values(self.case, "owner"))

    @cached_property
    def _is_of_my_post(self) -> bool:
        if is_opened_at_my_post(self.reader, self.desk, self.case.id):
            return True
        mine = post_of_device(self.reader, self.desk.place.device)
        return mine is not None and mine == post_of_officer(self.reader, self.case["owner"])

    @cached_property
    def _agency(self) -> bytes | None:
        return agency_of(self.reader, self.desk)


def knows_of(reader: Reader, desk: Desk, case: Row) -> bool:
    """Tell whether the officer at the desk may know that the case exists."""
    return Eyes(reader, desk, case).knows_of


def mask(row: Row, level: Level) -> Row:
    """Return the row without values that are sealed or above the level; `Row.masked` names the fields that held one."""
    above = _fields_above(row.record, level)
    held_back = frozenset(
        name
        for name in (*row.values, *row.siblings)
        if (name in above or is_shut(row, name)) and (row[name] is not None or name in row.siblings)
    )
    if not held_back:
        return row
    return row.with_values({name: value for name, value in row.values.items() if name not in held_back}, held_back)


def _told(row: Row) -> Row:
    untold = _untold(row.record)
    if untold.isdisjoint(row.values):
        return row
    return row.with_values({name: value for name, value in row.values.items() if name not in untold}, row.masked)


@cache
def _untold(record: RecordType) -> frozenset[str]:
    """Return the names of the fields of a record whose values the program alone works with."""
    return frozenset(field.name for field in record.fields if not field.is_told)


@cache
def _fields_above(record: RecordType, level: Level) -> frozenset[str]:
    """Return the names of the fields of a record that a level does not open."""
    return frozenset(field.name for field in record.fields if not opens(level, field.sensitivity))
