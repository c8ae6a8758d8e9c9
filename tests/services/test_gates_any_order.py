"""Random histories on three PCs that know no gates: the same breaches everywhere, whatever came first."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_desk, make_store
from tests.services.documents import a_document
from tests.services.rooms import COORDINATOR, COORDINATOR2, EVERYBODY, OWNER, SUPERVISOR
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.gates.approved import digests_now
from tipdesk.domain.rules.gates.breaching import breaches
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.domain.schema import Scope
from tipdesk.domain.values import NamedRow, PartialDate
from tipdesk.services.audit import moment_now
from tipdesk.services.case.new_case import new_case
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.fields import change_of_new, change_of_row
from tipdesk.services.sealing.write_sealed import write_sealed

if TYPE_CHECKING:
    from tests.fakes.store import FakeStore
    from tipdesk.domain.kinds import Value
    from tipdesk.domain.rules.frozen_case import FrozenCase
    from tipdesk.services.desk import Desk, UnitOfWork

STAGES = ("reported", "screening", "open", "follow_up", "closed", "screened_out", "reopened")
CASE = BY_NAME["Case"]
WRITERS = (OWNER, SUPERVISOR, COORDINATOR, COORDINATOR2)
DEEDS = 34
OUTCOMES = ("PossibleVictimOfTrafficking", "ActualVictimOfTrafficking", "NotAVictimOfTrafficking")


def three_stores() -> tuple[list[FakeStore], bytes]:
    """Return three PCs that all hold one case and know everybody."""
    stores = [make_store(number) for number in (1, 2, 3)]
    with stores[0].work(COORDINATOR) as unit:
        officers = [change_of_new(BY_NAME["Officer"], one.officer, {"roles": one.roles}) for one in EVERYBODY]
        unit.append(Scope.DIRECTORY, None, officers)
    case = new_case(make_desk(stores[0], OWNER), a_document()).id
    for store in stores[1:]:
        store.take_in(stores[0])
    return stores, case


def put(desk: Desk, unit: UnitOfWork, case: bytes, record: str, values: dict[str, Value]) -> None:
    """Write a new row past every gate."""
    write_sealed(desk, unit, case, [change_of_new(BY_NAME[record], desk.ids.new_id(), values)])


def view_of(unit: UnitOfWork, desk: Desk, case: bytes) -> FrozenCase:
    """Return the case as rules read it."""
    row = unit.get_row(CASE, case)
    assert row is not None
    return freeze(unit, desk, row)


def decide_more(dice: random.Random, desk: Desk, unit: UnitOfWork, case: bytes) -> None:
    """Write a decision, signed or not; or add to one, sign it, change it, or agree to it."""
    rows, now = unit.find_rows(BY_NAME["Determination"], case=case), moment_now(desk)
    if not rows or dice.random() < 0.3:
        person = unit.find_rows(BY_NAME["Person"], case=case)[0].id
        put(desk, unit, case, "Determination", {
            "person": person, "kind": dice.choice(("preliminary", "final", "review")), "reasons": "Told.",
            "body": dice.choice(("NGO", None)), "outcome": dice.choice(OUTCOMES), "decided_at": now,
            "decided_by": desk.actor.officer, "signed_at": dice.choice((now, None)),
        })  # fmt: skip
        return
    row, kind = dice.choice(rows), dice.randrange(4)
    if kind == 0:
        element = dice.choice(("act", "means", "purpose"))
        told: dict[str, Value] = {
            "determination": row.id,
            "element": element,
            "state": dice.choice(("found", "missing")),
        }
        put(desk, unit, case, "Finding", {**told, "source": "stated", "words": "Told."})
    elif kind == 1:
        digest = digests_now(view_of(unit, desk, case), GATES["final-by-two"], row)[0]
        put(desk, unit, case, "Approval", {
            "gate": "final-by-two", "subject": NamedRow(row.record.number, row.id), "digest": digest,
            "asked_by": OWNER.officer, "decision": "approved", "decided_by": desk.actor.officer, "decided_at": now,
        })  # fmt: skip
    elif kind == 2:
        change = change_of_row(row, {"signed_at": now, "decided_by": desk.actor.officer})
        write_sealed(desk, unit, case, [change] if change else [])
    else:
        for finding in unit.find_rows(BY_NAME["Finding"], case=case)[:1]:
            change = change_of_row(finding, {"words": f"Told again {dice.randrange(9)}."})
            write_sealed(desk, unit, case, [change] if change else [])


def do_something(dice: random.Random, desk: Desk, case: bytes) -> None:
    """Do one thing to a case that some gate guards, lawfully or not."""
    with desk.work() as unit:
        row, person = unit.get_row(CASE, case), unit.find_rows(BY_NAME["Person"], case=case)[0].id
        assert row is not None
        now, kind = moment_now(desk), dice.randrange(10)
        if kind in (0, 1, 9):
            words: dict[str, Value] = {"status": dice.choice(STAGES)}
            words |= {"closure_reason": "not_tip", "closure_words": "Told." if dice.random() < 0.5 else None}
            words |= {"date_closed": PartialDate(2026, 11, 18), "legal_hold": dice.choice((True, False, None))}
            change = change_of_row(row, words)
            write_sealed(desk, unit, case, [change] if change else [])
        elif kind == 2:
            put(desk, unit, case, "CaseRole", {"person": person, "role": dice.choice(("suspect", "witness"))})
        elif kind == 3:
            soon = PartialDate(2026, 12, dice.choice((1, 30)))
            put(desk, unit, case, "SuspectStatus", {
                "person": person, "stage": "suspected", "investigator": desk.actor.officer, "grounds": "Seen.",
                "at": now, "review_due": soon,
            })  # fmt: skip
        elif kind == 4:
            gate = GATES[dice.choice(("closure-approved", "hold-lifted-by-two"))]
            digest = digests_now(view_of(unit, desk, case), gate, row)[0]
            put(desk, unit, case, "Approval", {
                "gate": gate.id, "subject": NamedRow(CASE.number, case), "digest": digest, "asked_by": OWNER.officer,
                "decision": "approved", "decided_by": desk.actor.officer, "decided_at": now,
            })  # fmt: skip
        elif kind in (5, 6, 7):
            decide_more(dice, desk, unit, case)
        else:
            found = breaches(view_of(unit, desk, case))
            if found:
                one = dice.choice(found)
                put(desk, unit, case, "Review", {
                    "rule": "gate", "ground": "breach", "gate": one.gate, "subject": one.subject, "digest": one.digest,
                    "decision": "upheld", "decided_by": desk.actor.officer, "words": "Talked over.",
                })  # fmt: skip


def protect(dice: random.Random, desk: Desk, unit: UnitOfWork, case: bytes) -> None:
    """Let somebody agree, interpret, guard or stay, as no gate lets them; or be found to have come with her."""
    people = unit.find_rows(BY_NAME["Person"], case=case)
    who, now = people[0].id, moment_now(desk)
    used = [row.id for row in unit.find_rows(BY_NAME["Interpreter"], case=case)]
    kind = dice.randrange(6)
    if kind == 0:
        put(desk, unit, case, "Interpreter", {
            "code_name": "Four", "of_person": who, "person": people[-1].id, "independent": dice.choice(("yes", "no")),
            "knows_anybody": "no", "accepted": "yes", "undertaking_on": PartialDate(2026, 11, 18),
        })  # fmt: skip
    elif kind == 1:
        put(desk, unit, case, "Consent", {
            "person": who, "scope": dice.choice(("interview", "services")), "status": dice.choice(("given", "refused")),
            "given_by": dice.choice(("self", "guardian")), "given_at": now, "interpreter": dice.choice([None, *used]),
        })  # fmt: skip
    elif kind == 2:
        put(desk, unit, case, "Guardian", {
            "person": who, "who": people[-1].id, "independent": dice.choice(("yes", "unsure")), "independence": "Far.",
        })  # fmt: skip
    elif kind == 3:
        put(desk, unit, case, "Statement", {
            "person": who, "kind": "victim", "words": "Told.", "interpreter": dice.choice([None, *used]),
        })  # fmt: skip
    elif kind == 4:
        put(desk, unit, case, "ShelterStay", {"person": who, "place_code": "Safe place A", "arrived_at": now})
    else:
        put(desk, unit, case, "Person", {"given_names": "Pretend"})


@pytest.mark.parametrize("seed", range(12))
def test_the_same_entries_give_the_same_breaches(seed: int) -> None:
    """Three PCs write apart and meet in another order each; what stands past a gate is told alike on all of them."""
    dice = random.Random(seed)
    stores, case = three_stores()
    for _number in range(DEEDS):
        store = dice.choice(stores)
        store.clock.at_ms = max(one.clock.at_ms for one in stores) + 60_000 * dice.randrange(1, 9)
        do_something(dice, make_desk(store, dice.choice(WRITERS)), case)
        with make_desk(store, dice.choice(WRITERS)).work() as unit:
            protect(dice, make_desk(store, OWNER), unit, case)
        if dice.random() < 0.3:
            dice.choice(stores).take_in(dice.choice([one for one in stores if one is not store] or stores))
    orders = [dice.sample(stores, 3) for _one in stores]
    for store, order in zip(stores, orders, strict=True):
        for other in order:
            if other is not store:
                store.take_in(other)
    told = []
    for store in stores:
        store.clock.at_ms = 1_800_000_000_000
        desk = make_desk(store, COORDINATOR)
        with desk.work() as unit:
            found = breaches(view_of(unit, desk, case))
        told.append([(one.key, one.failed.needs, one.since, one.is_older) for one in found])
    assert told[0] == told[1] == told[2]


def test_random_histories_meet_many_gates() -> None:
    """The histories above are no empty ones: most gates of a case stand in breach at some time."""
    met: set[str] = set()
    for seed in range(12):
        dice = random.Random(seed)
        stores, case = three_stores()
        desk = make_desk(stores[0], COORDINATOR)
        for number in range(DEEDS):
            stores[0].clock.pass_minutes(1)
            do_something(dice, make_desk(stores[0], dice.choice(WRITERS)), case)
            with desk.work() as unit:
                protect(dice, desk, unit, case)
                met |= {one.gate for one in breaches(view_of(unit, desk, case))} if number % 11 == 10 else set()
    assert {"no-such-move", "closure-needs-reason", "closure-approved", "suspect-named", "suspect-is-victim"} <= met
    assert met >= {"hold-lifted-by-two", "reopen-reasoned", "closure-people-settled", "signed-is-frozen"}
    assert met >= {
        "consent-complete",
        "child-consent",
        "companion-never",
        "interpreter-checked",
        "guardian-independent",
    }
    assert met >= {"notice-before-identity", "best-interest-first"}
    assert met >= {"outcome-by-hand", "preliminary-grounds", "final-by-two", "final-elements", "negative-reasoned"}
