"""A post with officers in the directory, and a case of one of them: what the tests of access stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.desk import make_actor, make_desk, make_store
from tests.services.arrived import arrived_case
from tests.services.documents import a_document
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.fields import change_of_new

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.fakes.store import FakeStore
    from tipdesk.domain.kinds import Value
    from tipdesk.domain.rows import Row
    from tipdesk.services.desk import Actor, Desk

OWNER = make_actor("officer1", frozenset({"frontline", "investigator"}))
COLLEAGUE = make_actor("officer2", frozenset({"frontline"}))
SUPERVISOR = make_actor("chief", frozenset({"supervisor"}))
CARER = make_actor("carer", frozenset({"victim_support"}))
OTHER_CARER = make_actor("carer2", frozenset({"victim_support"}))
PROSECUTOR = make_actor("counsel", frozenset({"prosecutor"}))
COORDINATOR = make_actor("unit", frozenset({"coordinator"}))
COORDINATOR2 = make_actor("unit2", frozenset({"coordinator"}))
AUDITOR = make_actor("auditor", frozenset({"auditor"}))
ANALYST = make_actor("analyst", frozenset({"analyst"}))
EVERYBODY = (
    OWNER, COLLEAGUE, SUPERVISOR, CARER, OTHER_CARER, PROSECUTOR, COORDINATOR, COORDINATOR2, AUDITOR, ANALYST,
)  # fmt: skip
REASON = "Because the inquiry needs it"
PASSPHRASE = "correct horse battery staple"


class Room:
    """A store with the directory of everybody and one case; `desk(actor)` is one session, kept for the next call."""

    def __init__(self, store: FakeStore, case: bytes, reference: str) -> None:
        self.store, self.case, self.reference = store, case, reference
        self._desks: dict[bytes, Desk] = {}

    def desk(self, actor: Actor) -> Desk:
        """Return the officer's session."""
        return self._desks.setdefault(actor.officer, make_desk(self.store, actor))

    def rows(self, record: str) -> list[Row]:
        """Return the rows of a record, past every gate."""
        with self.store.read() as reader:
            return reader.find_rows(BY_NAME[record])

    def looks(self) -> list[tuple[object, object]]:
        """Return action and result of every audit row, in order."""
        return [(row["action"], row["result"]) for row in self.rows("AuditEvent")]

    def write_directory(self, record: str, row: bytes, values: Mapping[str, Value]) -> None:
        """Write a row of the directory."""
        with self.store.work(COORDINATOR) as unit:
            unit.append(Scope.DIRECTORY, None, [change_of_new(BY_NAME[record], row, values)])

    def headquarters(self) -> Room:
        """Return headquarters, which has received everything."""
        there = make_store(9, is_headquarters=True)
        there.take_in(self.store)
        there.clock.at_ms = self.store.clock.at_ms
        return Room(there, self.case, self.reference)


def a_room(**case: object) -> Room:
    """Return a post's store with everybody in the directory and one case of the owner."""
    return a_room_in(make_store(), **case)


def an_office(**case: object) -> Room:
    """Return headquarters' store with the same."""
    return a_room_in(make_store(is_headquarters=True), **case)


def a_room_in(store: FakeStore, **case: object) -> Room:
    """Return a store with everybody in the directory and one case of the owner."""
    room = Room(store, b"", "")
    for actor in EVERYBODY:
        room.write_directory("Officer", actor.officer, {"login": actor.login, "roles": actor.roles})
    document = a_document()
    document["case"].update(case)
    made = arrived_case(make_desk(store, OWNER), document)
    room.case, room.reference = made.id, made.reference
    return room


def confirm(passphrase: str) -> None:
    """Accept the one passphrase of these tests, as a slot would."""
    from tipdesk.domain.errors import UserError

    if passphrase != PASSPHRASE:
        raise UserError("wrong-passphrase", "The officer or the passphrase is not right.")
