"""One store with four officers who have keys of their own, and cases that plant words to seal: for tests of sealing.

The store is the fake, the keys are real: ciphers decide who reads what.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.fakes.desk import make_actor, make_desk, make_store
from tipdesk.adapters.keys.ring import OfficerKeyRing
from tipdesk.adapters.keys.vault import OfficerKeys
from tipdesk.domain.changes import Change
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.case.new_case import new_case
from tipdesk.services.fields import change_of_new
from tipdesk.services.keys.cases.case_keys import keys_of
from tipdesk.services.sealing.unsealing import Unsealing

if TYPE_CHECKING:
    from tests.fakes.store import FakeStore
    from tipdesk.domain.kinds import Value
    from tipdesk.domain.rows import Row
    from tipdesk.services.desk import Desk
    from tipdesk.services.results import NewCase

CASE, PERSON, NOTE, TASK, CASE_KEY = (BY_NAME[name] for name in ("Case", "Person", "Note", "Task", "CaseKey"))
ROLES = {
    "maker": frozenset({"frontline", "investigator"}),
    "colleague": frozenset({"frontline"}),
    "chief": frozenset({"frontline", "supervisor"}),
    "other": frozenset({"frontline", "investigator"}),
}
OFFICERS = {login: make_actor(login, roles) for login, roles in ROLES.items()}


@dataclass
class Office:
    """One store with four officers, each with keys in the directory."""

    store: FakeStore
    rings: dict[str, OfficerKeyRing]

    def desk(self, login: str) -> Desk:
        """Return the desk of one of them."""
        return replace(make_desk(self.store, OFFICERS[login]), officer_keys=self.rings[login])

    def disable(self, login: str) -> None:
        """Disable an officer in the directory."""
        changes = [Change(BY_NAME["Officer"].number, OFFICERS[login].officer, {5: True})]
        with self.desk("maker").work() as unit:
            unit.append(Scope.DIRECTORY, None, changes)


def make_office() -> Office:
    """Return the office with empty cases."""
    made = Office(make_store(), {login: OfficerKeyRing(OfficerKeys.generate()) for login in ROLES})
    desk, post = made.desk("maker"), b"P" * 16
    changes = [
        change_of_new(BY_NAME["Post"], post, {"code": "VFT", "name": "Vieux Fort"}),
        change_of_new(BY_NAME["Device"], desk.place.device, {"name": "PC 1", "post": post}),
    ]
    for login, ring in made.rings.items():
        given: dict[str, Value] = {"login": login, "post": post, "roles": ROLES[login]}
        given |= {"seal_key": ring.seal_key, "sign_key": ring.sign_key}
        changes.append(change_of_new(BY_NAME["Officer"], OFFICERS[login].officer, given))
    with desk.work() as unit:
        unit.append(Scope.DIRECTORY, None, changes)
    return made


def made_case(office: Office, level: str = "ordinary", **options: object) -> NewCase:
    """Record a case of a level with one person, in the maker's name."""
    document = {
        "case": {"title": "Heron", "sealing": level, "summary": "Zebrasummary"},
        "records": [
            {
                "record": "Person",
                "key": "p",
                "fields": {"family_name": "Zebraname", "whereabouts": "Zebraroad 5", "sex": "female"},
            },
            {"record": "Note", "fields": {"text": "Zebranote"}},
        ],
    }
    return new_case(office.desk("maker"), document, **options)  # type: ignore[arg-type] # options of new_case


def raw(office: Office, record: str = "Person") -> Row:
    """Return the row as the store holds it."""
    with office.store.read() as reader:
        return reader.find_rows(BY_NAME[record])[0]


def seen(office: Office, login: str, case: bytes, record: str = "Person") -> Row:
    """Return the row as the keys of an officer open it, whatever the table says."""
    desk = office.desk(login)
    with desk.read() as reader:
        return Unsealing(reader, desk).row(reader.find_rows(BY_NAME[record], case=case)[0])


def holders(office: Office, case: bytes) -> set[str]:
    """Return the logins that open every key of the case."""
    found = set()
    for login in ROLES:
        desk = office.desk(login)
        with desk.read() as reader:
            keys = keys_of(reader, desk, case)
        if keys.held and len(keys.held) == len({row["key"] for row in keys.rows}):
            found.add(login)
    return found


def find_keys(office: Office) -> list[Row]:
    """Return the key rows."""
    with office.store.read() as reader:
        return reader.find_rows(CASE_KEY)
