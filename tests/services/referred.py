"""A case at headquarters and a directory of agencies, on the real store: what the tests of referrals stand on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import OFFICER_ROLES, make_actor
from tests.services.rooms import COORDINATOR
from tests.services.test_store_contract import open_site
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.fields import change_of_new
from tipdesk.services.referring.drawing import Request
from tipdesk.services.referring.preview_referral import preview_referral
from tipdesk.services.referring.send_referral import send_referral

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.services.test_store_contract import StoreSite
    from tipdesk.domain.kinds import Value
    from tipdesk.domain.rows import Row
    from tipdesk.services.desk import Desk

CLINIC, FAR, ASLEEP, LAPSED = (bytes([at]) * 16 for at in (71, 72, 73, 74))
RUNS, ENDED = PartialDate.parse("2099-01-01"), PartialDate.parse("2001-01-01")
AGENCIES: Mapping[bytes, Mapping[str, Value]] = {
    CLINIC: {
        "name": "Invented Clinic", "phone": "+17585550111", "active": True, "may_receive": True,
        "agreement_until": RUNS, "services_offered": frozenset({"medical_general"}),
        "serves": frozenset({"women", "girls"}),
        "districts": frozenset({"LC-11"}), "languages": frozenset({"spa"}),
    },
    FAR: {
        "name": "Away Clinic", "active": True, "may_receive": True, "agreement_until": RUNS,
        "services_offered": frozenset({"medical_general"}), "serves": frozenset({"men"}),
    },
    ASLEEP: {"name": "Asleep House", "active": False, "may_receive": False,
             "services_offered": frozenset({"medical_general"})},
    LAPSED: {"name": "Lapsed House", "active": True, "may_receive": True, "agreement_until": ENDED,
             "services_offered": frozenset({"shelter"})},
}  # fmt: skip
POINTS = [
    "agrees_to_interview", "purpose", "actual_and_potential_use", "non_identifying_research", "own_data_any_time",
    "how_long_stored", "how_to_withdraw",
]  # fmt: skip
GROWN: dict[str, object] = {"given_names": "Plantedname Ann", "family_name": "Testova", "sex": "female"}
GROWN |= {"birth_date": "1990-01-01"}
GROWN |= {"age_basis": "document", "main_language": "eng", "languages": ["eng"], "citizenships": ["DO"]}
"""A woman whose age is known."""


@dataclass
class Scene:
    """One post, a case with one woman who needs a doctor, and the agencies."""

    site: StoreSite
    desk: Desk
    case: bytes
    reference: str
    person: bytes
    need: bytes

    def rows(self, record: str) -> list[Row]:
        """Return the rows of a record, past every gate."""
        with self.desk.read() as reader:
            return reader.find_rows(BY_NAME[record], case=self.case)

    def entries(self) -> int:
        """Return how many entries were written to the case."""
        with self.desk.read() as reader:
            return len({one.dot for one in reader.find_happenings(self.case)})

    def agree(self, **other: object) -> bytes:
        """Record that she agrees that the clinic is told, with the answers that are given."""
        given = {
            "person": self.person, "scope": "share_with_agency", "agency": CLINIC, "points": POINTS, "how": "said",
            "language": "eng", "status": "given", "given_by": "self", "form": "signed_paper", **other,
        }  # fmt: skip
        return add_record(self.desk, self.case, BY_NAME["Consent"], given).row or b""

    def request(self, **other: object) -> Request:
        """Return what is asked of the clinic; names of fields of a transfer among `other` are those."""
        referral = {
            "person": self.person, "agency": CLINIC, "service": "medical_general", "need": self.need,
            "reason": "AdditionalServicesRequired", "urgency": "same_day", "details": "Invented: a doctor, please.",
        }  # fmt: skip
        given = ("way", "basis", "fields_shared", "safeguards")
        transfer: dict[str, object] = {name: other.pop(name) for name in given if name in other}
        row = other.pop("row", self.desk.ids.new_id())
        version = other.pop("version", "")
        assert isinstance(row, bytes)
        return Request(row, {**referral, **other}, transfer, str(version))

    def send(self, request: Request) -> bytes:
        """Look at the letter and send it."""
        seen = preview_referral(self.desk, self.case, request)
        return send_referral(self.desk, self.case, request, seen.digest).row or b""


def a_scene(folder: Path, person: Mapping[str, object] = GROWN) -> Iterator[Scene]:
    """Yield the scene on a store in a folder."""
    for site in open_site(folder, 1, is_headquarters=True):
        coordinator = site.desk(COORDINATOR)
        with coordinator.work() as unit:
            changes = [change_of_new(BY_NAME["Agency"], row, told) for row, told in AGENCIES.items()]
            unit_head: Mapping[str, Value] = {"login": COORDINATOR.login, "roles": COORDINATOR.roles}
            changes.append(change_of_new(BY_NAME["Officer"], COORDINATOR.officer, unit_head))
            unit.append(Scope.DIRECTORY, None, changes)
        desk = site.desk(make_actor(roles=OFFICER_ROLES | {"coordinator"}))
        made = new_case(
            desk,
            {
                "case": {"title": "Amber heron 42", "status": "open"},
                "records": [
                    {"record": "Person", "key": "p", "fields": dict(person)},
                    {"record": "CaseRole", "fields": {"person": "p", "role": "potential_victim"}},
                    {"record": "Address", "fields": {"person": "p", "kind": "host", "district": "LC-11"}},
                    {"record": "Need", "fields": {"person": "p", "kind": "medical_general", "priority": "high",
                                                  "wish": "wanted", "status": "open"}},
                ],
            },
        )  # fmt: skip
        scene = Scene(site, desk, made.id, made.reference, b"", b"")
        [scene.person] = [row.id for row in scene.rows("Person")]
        [scene.need] = [row.id for row in scene.rows("Need")]
        yield scene


def row(scene: Scene, record: str) -> Row:
    """Return the only row of a record."""
    [found] = scene.rows(record)
    return found


def refusal_of(deed: object, *given: object, **told: object) -> str:
    """Return the code with which a deed is refused."""
    assert callable(deed)
    with pytest.raises(UserError) as refused:
        deed(*given, **told)
    return refused.value.code
