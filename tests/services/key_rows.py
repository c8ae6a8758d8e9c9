"""Key rows of one case, made by hand, and a store whose officers have keys: what the tests of case keys stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.desk import make_desk, make_store
from tests.fakes.keys import FakeOfficerRing, FakeSigner
from tests.services.rooms import CARER, COLLEAGUE, COORDINATOR, OWNER, SUPERVISOR
from tipdesk.domain.changes import Dot
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import Scope
from tipdesk.services.fields import change_of_new
from tipdesk.services.keys.cases.case_keys import CaseKeys
from tipdesk.services.keys.cases.key_grants import CASE_KEY, ENDED, sign_case_key
from tipdesk.services.remembered.link import KEYSET_IN_FORCE
from tipdesk.sync.document import KEYSET, Keyset, write_payload
from tipdesk.sync.sealing import name_of_key, name_of_recipient

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.fakes.store import FakeStore
    from tipdesk.domain.kinds import Value
    from tipdesk.services.desk import Actor, UnitOfWork

CASE, OTHER_CASE = b"case-of-the-test", b"another-case----"
KEY, LATER_KEY = b"k" * 32, b"l" * 32
NAME, LATER = name_of_key(KEY), name_of_key(LATER_KEY)
OFFICE = (OWNER, COLLEAGUE, SUPERVISOR, CARER, COORDINATOR)


def make_keyed_store() -> FakeStore:
    """Return a post whose officers have keys in the directory."""
    made = make_store()
    for actor in OFFICE:
        ring = FakeOfficerRing.of(actor.login)
        given: dict[str, Value] = {"login": actor.login, "seal_key": ring.seal_key, "sign_key": ring.sign_key}
        write_directory(made, "Officer", actor.officer, given)
    return made


def write_directory(store: FakeStore, record: str, row: bytes, values: dict[str, Value]) -> None:
    """Write a row of the directory."""
    with store.work(COORDINATOR) as unit:
        unit.append(Scope.DIRECTORY, None, [change_of_new(BY_NAME[record], row, values)])


def recipient_of(actor: Actor) -> bytes:
    """Return how key rows name an officer's public key."""
    return name_of_recipient(FakeOfficerRing.of(actor.login).seal_key)


def row_of(actor: Actor | None, key: bytes = NAME, *, is_ended: bool = False, **values: Value) -> Row:
    """Return a key row of an officer, or of headquarters' case unit."""
    given: dict[str, Value] = {
        "version": 2 if key == LATER else 1,
        "key": key,
        "kind": "officer" if actor else "case_unit",
        "officer": actor.officer if actor else None,
        "recipient": recipient_of(actor) if actor else b"the-case-unit---",
        **values,
    }
    dot = (Dot(b"l" * 16, 1),)
    dots = {1: dot, ENDED: dot} if is_ended else {1: dot}
    return Row(CASE_KEY, (actor.officer if actor else b"u" * 16)[:8] + key, CASE, given, dots)


def keys(*rows: Row, held: Sequence[bytes] = (NAME, LATER), excluded: Sequence[Actor] = ()) -> CaseKeys:
    """Return the keys of a case; `held`: the names of those that the reader opened."""
    opened = {name: {NAME: KEY, LATER: LATER_KEY}[name] for name in held}
    return CaseKeys(CASE, rows, opened, opened, (), frozenset(actor.officer for actor in excluded))


def officers(*actors: Actor) -> frozenset[bytes]:
    """Return their ids."""
    return frozenset(actor.officer for actor in actors)


def put_in(
    store: FakeStore, giver: Actor, values: Mapping[str, Value], case: bytes = CASE, row: bytes | None = None
) -> bytes:
    """Write a key row in a case, signed by an officer; return its id."""
    made = row or store.ids.new_id()
    given: dict[str, Value] = {"version": 1, "key": NAME, "kind": "officer", "officer": giver.officer, **values}
    signed = sign_case_key(make_desk(store, giver), case, made, given)
    with store.work(giver) as unit:
        unit.append(Scope.CASE, case, [change_of_new(CASE_KEY, made, signed)])
    return made


def granted(work: UnitOfWork) -> None:
    """Let the post be enrolled: it has headquarters' keyset, and with it a case unit to seal to."""
    keyset = Keyset(1, b"r" * 32, (b"s" * 32,), "age1now", "", "age1unit", "age1recovery", 5)
    KEYSET_IN_FORCE.keep(work, write_payload(KEYSET, keyset, FakeSigner(b"headquarters")))
