"""What was signed stands with all that it rests on: on every way in, and where it came in from elsewhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.services.determined import (
    ACTUAL,
    POSSIBLE,
    agreed_final,
    amend,
    code_of,
    decision,
    draft,
    elements_shown,
    finding,
    first_decision,
    gates_in_breach,
    pin,
    put,
    row_of,
    sign,
)
from tests.services.gates_scenes import add
from tests.services.offices import Office, made_case, make_office, raw
from tests.services.rooms import (
    COORDINATOR,
    OWNER,
    Room,
    a_room,
    an_office,
)
from tipdesk.domain.ids import id_text
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.gates.breaching import breaches
from tipdesk.domain.values import Sealed
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.delete_record import delete_record
from tipdesk.services.case.take_back import take_back
from tipdesk.services.determination.sign_record import sign_record, verify_record
from tipdesk.services.elements.read_elements import read_elements
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.look import look

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def sealed() -> Office:
    """A store with officers who have keys of their own."""
    return make_office()


@pytest.fixture
def room() -> Room:
    """A post with one case."""
    return a_room(status="open")


@pytest.fixture
def office() -> Room:
    """Headquarters with one case."""
    return an_office(status="open")


def test_a_signed_decision_stands_with_all_that_it_rests_on(office: Room) -> None:
    """No answer is changed, nothing put away or added, by no verb; that a review was asked for is written beside."""
    draft(office, "final", ACTUAL)
    elements_shown(office)
    loose = finding(office, "means", "missing", words="No lie was told.")
    agreed_final(office)
    sign(office)
    desk = office.desk(OWNER)
    frozen: tuple[Callable[[], object], ...] = (
        partial(amend, office, "Determination", reasons="Something else"),
        partial(amend, office, "Finding", words="Something else"),
        partial(amend, office, "Finding", act="transfer"),
        partial(amend, office, "Pin", page=7),
        partial(finding, office, "means"),
        partial(pin, office, loose),
        *(partial(delete_record, desk, row_of(office, name)) for name in ("Determination", "Finding", "Pin")),
        partial(add, office, "Pin", {"of_row": f"Finding {id_text(loose)}", "to_row": f"Finding {id_text(loose)}"}),
    )
    assert [code_of(one) for one in frozen] == ["signed-is-frozen"] * len(frozen)
    amend(office, "Determination", review_asked_on="2026-11-20", review_words="Her lawyer asks.")
    assert row_of(office, "Determination")["review_words"] == "Her lawyer asks."
    assert gates_in_breach(office) == []


def test_what_is_no_part_of_a_signed_decision_goes_on(office: Room) -> None:
    """A draft's findings and pins are changed, undone and put away, and other rows have their support."""
    row = first_decision(office)
    call = add(office, "Task", {"title": "Ring", "status": "open"})
    amend(office, "Finding", words="Told twice.")
    desk = office.desk(OWNER)
    delete_record(desk, look(desk, office.case).of("Finding")[-1])
    assert add(office, "Pin", {"of_row": f"Task {id_text(call)}", "to_row": f"Determination {id_text(row)}"})
    assert add(office, "Pin", {"of_row": f"Determination {id_text(row)}", "to_row": f"Task {id_text(call)}"})


def test_undoing_a_finding_after_the_signature_is_refused(room: Room) -> None:
    """The finding was there when it was signed: its author takes it back no more."""
    draft(room, "preliminary", POSSIBLE)
    desk = room.desk(OWNER)
    told = {"determination": decision(room), "element": "act", "state": "found", "source": "stated"}
    made = add_record(desk, room.case, BY_NAME["Finding"], told)
    sign(room, OWNER)
    assert code_of(partial(take_back, desk, made)) == "signed-is-frozen"


def test_what_came_in_after_the_signature_is_a_breach(office: Room) -> None:
    """A finding that was changed, or added, on another PC after the decision was signed shows as one."""
    first_decision(office)
    sign(office)
    assert gates_in_breach(office) == []
    put(office, "Finding", {"words": "Added later"}, row_of(office, "Finding"))
    put(office, "Finding", {"determination": decision(office), "element": "means", "state": "found"})
    assert gates_in_breach(office) == ["signed-is-frozen"] * 2
    verdict = verify_record(office.desk(COORDINATOR), "Determination", decision(office))
    assert verdict is not None
    assert verdict.verdict == "altered"


def test_a_sealed_decision_is_signed_by_a_holder(sealed: Office) -> None:
    """Its reasons lie sealed, whoever holds the key signs and elements open to them; to others nothing is a breach."""
    case = made_case(sealed, "restricted").id
    desk = sealed.desk("maker")
    woman = id_text(raw(sealed).id)
    add_record(desk, case, BY_NAME["CaseRole"], {"person": woman, "role": "victim"})
    add_record(desk, case, BY_NAME["Episode"], {"person": woman, "acts": ["transfer"]})
    told = {"person": woman, "kind": "preliminary", "outcome": POSSIBLE, "body": "Police", "child_rule": "applies"}
    row = add_record(desk, case, BY_NAME["Determination"], {**told, "reasons": "Zebrareason"}).row or b""
    add_record(desk, case, BY_NAME["Finding"], {"determination": id_text(row), "element": "act", "state": "found",
                                                "source": "stated", "words": "Zebrawords"})  # fmt: skip
    sign_record(desk, "Determination", row)
    signed = raw(sealed, "Determination")
    verdict = verify_record(desk, "Determination", row)
    assert verdict is not None
    assert (verdict.verdict, verdict.officer) == ("good", desk.actor.officer)
    assert verify_record(sealed.desk("other"), "Determination", row) is None, "it does not open to who holds no key"
    assert isinstance(signed["reasons"], Sealed)
    assert signed["missing"] == {"means", "purpose"}
    assert read_elements(desk, case)[0].together.acts == {"transfer"}
    for login in ("maker", "other"):
        with sealed.store.read() as reader:
            assert breaches(freeze(reader, sealed.desk(login), raw(sealed, "Case"))) == ()
    assert code_of(partial(amend_record, desk, look(desk, case).of("Finding")[0], {"words": "Other"})) == (
        "signed-is-frozen"
    )
