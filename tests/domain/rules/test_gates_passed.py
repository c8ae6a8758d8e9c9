"""What lets somebody past a gate, and what does not: approvals, settings, overrides, the role of a writer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.domain.rules.clocked import CASE, NOON, NOON_MS, a_case, a_row, day
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import EntryTold
from tipdesk.domain.rules.gates.approved import digest_of, is_approved
from tipdesk.domain.rules.gates.checking import check
from tipdesk.domain.rules.gates.gate import Arrives, Basis, Deed, Doer, Way, Wrote
from tipdesk.domain.rules.gates.parking import Writer, reason_of_role
from tipdesk.domain.rules.gates.passing import Override, pass_gates
from tipdesk.domain.rules.gates.settings import Strictness, strictness_of
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.domain.values import NamedRow, Sealed

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row

from tests.domain.rules.gates_frozen import (
    CLOSED,
    EVERYBODY,
    ME,
    OTHER,
    STAFF,
    THIRD,
    approval,
    moved,
    officer,
    with_approval,
)


@pytest.mark.parametrize(
    ("values", "writer", "counts"),
    [
        ({}, None, True),
        ({"decision": "refused"}, None, False),
        ({"decision": None}, None, False),
        ({"decided_at": None}, None, False),
        ({"valid_until": NOON}, None, False),
        ({"valid_until": NOON + timedelta(minutes=1)}, None, True),
        ({"digest": b"another" * 4}, None, False),
        ({"gate": "closure-open-work"}, None, False),
        ({"decided_by": ME}, None, False),
        ({"asked_by": OTHER}, None, False),
        ({"subject": NamedRow(1, b"another case....")}, None, False),
        ({}, ME, False),
        ({"decided_by": THIRD}, None, True),
        ({"decided_by": b"a stranger......"}, None, False),
    ],
)
def test_an_approval_counts_by_all_it_says(values: dict[str, Any], writer: bytes | None, *, counts: bool) -> None:
    """Approved, answered, not over, of this gate, row and content, by another of the role, who wrote the answer."""
    view = a_case(*STAFF, **CLOSED)
    whole = with_approval(view, approval("closure-approved", view.case, view, **values), writer)
    assert is_approved(whole, GATES["closure-approved"], whole.case) is counts
    assert ("closure-approved" in moved(whole, "open")) is not counts
    assert not is_approved(whole, GATES["closure-approved"], whole.case, since_ms=NOON_MS + 1)


def test_an_approval_says_what_it_was_given_for() -> None:
    """Other words make it worthless; so does a dispute; what is sealed to us has no digest; a key gives another."""
    case = a_case(**CLOSED).case
    fields = GATES["closure-approved"].approved_fields
    first = digest_of(case, fields)
    assert first is not None
    for changed in ({"closure_words": "Away."}, {"closure_reason": "other"}, {"closure_words": None}):
        assert digest_of(a_case(**CLOSED | changed).case, fields) not in {first, None}
    assert digest_of(a_case(**CLOSED | {"title": "Other"}).case, fields) == first
    disputed = a_row("Case", "case", told={"closure_words": ("Home.", "Away.")}, **CLOSED)
    assert digest_of(disputed, fields) != digest_of(a_row("Case", "case", **CLOSED), fields)
    assert digest_of(a_case(**CLOSED | {"closure_words": Sealed(b"k", b"box")}).case, fields) is None
    assert len({first, digest_of(case, fields, b"k" * 32), digest_of(case, fields, b"l" * 32)}) == 3
    task = a_row("Task", title="Ring")
    assert digest_of(case, fields, more=[task]) != first


def test_an_excluded_officer_approves_nothing() -> None:
    """Whoever must not know of the case agrees to nothing in it."""
    view = a_case(*STAFF, a_row("Exclusion", officer=OTHER), **CLOSED)
    whole = with_approval(view, approval("closure-approved", view.case, view))
    assert not is_approved(whole, GATES["closure-approved"], whole.case)


def setting(**values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return a setting of a rule, from today on unless said otherwise."""
    return replace(a_row("RuleSetting", "set", **{"since": day("2026-11-27"), **values}), case=None)


@pytest.mark.parametrize(
    ("gate", "stricter", "since", "strictness"),
    [
        ("danger-needs-call", "warning_only", "2026-11-27", Strictness.WARNING_ONLY),
        ("danger-needs-call", "warning_only", "2026-11-28", Strictness.AS_SHIPPED),
        ("triage-complete", "warning_only", "2026-11-27", Strictness.AS_SHIPPED),
        ("these-people-only", "warning_only", "2026-11-27", Strictness.AS_SHIPPED),
        ("triage-complete", "stop", "2026-11-01", Strictness.STOP),
        ("suspect-named", "warning_only", "2026-11-27", Strictness.AS_SHIPPED),
        ("screen-out-reasoned", "warning_only", "2026-11-27", Strictness.AS_SHIPPED),
        ("suspect-named", "stop", "2026-11-27", Strictness.STOP),
    ],
)
def test_a_setting_makes_stricter_and_switches_nothing_off(
    gate: str, stricter: str, since: str, strictness: Strictness
) -> None:
    """From its day on; a warning only of a rule of our own that has a way past it."""
    view = a_case(setting(rule=gate, stricter=stricter, since=day(since)))
    assert strictness_of(view, GATES[gate], NOON_MS) is strictness
    assert strictness_of(view, GATES["closure-approved"], NOON_MS) is Strictness.AS_SHIPPED


def test_a_clock_that_is_wrong_by_ages_stops_no_judging() -> None:
    """The first and the last moment that an entry may tell have a day like any other."""
    view = a_case(setting(rule="danger-needs-call", stricter="warning_only"))
    told = [strictness_of(view, GATES["danger-needs-call"], at) for at in (-62_135_596_800_000, 253_402_300_799_999)]
    assert told == [Strictness.AS_SHIPPED, Strictness.WARNING_ONLY]


def test_only_a_rule_of_our_own_says_that_it_is_ours() -> None:
    """So what follows from a standard, or from the papers of the program, is nothing that a setting makes a warning."""
    assert [gate.id for gate in GATES.values() if gate.basis is Basis.OURS and "ours" not in gate.source] == []


def test_settings_decide_what_stops() -> None:
    """A warning stops nothing, and a stop lets nobody go past, whatever they say."""
    doer = Doer(frozenset({ME}), EVERYBODY, is_headquarters=False)
    deed = Deed(doer, (Wrote("Case", CASE, frozenset({"title"}), is_new=False),), a_case(status="closed").case)
    override = Override(frozenset({"closed-is-closed"}), "A word was wrong")
    for stricter, counts in (("warning_only", (0, 1, 0)), ("stop", (1, 0, 0)), ("as_shipped", (0, 0, 1))):
        view = a_case(setting(rule="closed-is-closed", stricter=stricter), status="closed")
        done = pass_gates(view, deed, check(view, deed), override)
        assert (len(done.stopping), len(done.warning), len(done.passed)) == counts


@pytest.mark.parametrize(
    ("record", "fields", "held", "reason"),
    [
        ("CaseRole", {"role": "suspect"}, "frontline", "suspect-named"),
        ("CaseRole", {"role": "suspect"}, "investigator", None),
        ("CaseRole", {"role": "witness"}, "frontline", None),
        ("SuspectStatus", {"stage": "suspected"}, "supervisor", "suspect-named"),
        ("Acknowledgement", {"by": ME}, "frontline", "acknowledge-by-another"),
        ("Acknowledgement", {"by": ME}, "supervisor", None),
        ("Approval", {"gate": "closure-approved", "decision": "approved"}, "investigator", "closure-approved"),
        ("Approval", {"gate": "closure-approved", "decision": "approved"}, "supervisor", None),
        ("Approval", {"gate": "closure-approved"}, "investigator", None),
        ("Approval", {"decision": "approved"}, "supervisor", "hold-lifted-by-two"),
        ("Erasure", {"decision": "approved"}, "coordinator", "erase-by-two"),
        ("Person", {"family_name": "Doe"}, "frontline", None),
    ],
)
def test_what_a_role_does_not_carry_is_kept_aside(
    record: str, fields: dict[str, Any], held: str, reason: str | None
) -> None:
    """By the writer's role alone; an older program is never kept aside for gates that it does not know."""
    kind = BY_NAME[record]
    wires = {kind.by_name[name].number: value for name, value in fields.items()}
    writer = Writer(frozenset({held}), is_headquarters=False)

    def said(schema: int) -> str | None:
        return reason_of_role(kind.number, b"row", wires, writer, schema, lambda _row: "hold-lifted-by-two")

    assert said(4) == reason
    assert said(3) is None


def test_the_table_is_whole() -> None:
    """Every gate has a name, guards and an id as its code; what can be passed in no way names no ground."""
    for name, gate in GATES.items():
        assert name == gate.id
        assert gate.label
        assert gate.guards
        assert gate.arrives <= frozenset(Arrives)
        assert all(one.grounds for one in gate.past if one.way is Way.REVIEW)
        assert not gate.approved_fields or gate.approvers
        for guard in gate.guards:
            known = set(BY_NAME[guard.record].by_name) | {"deleted"} if guard.record else set()
            assert guard.fields <= known


def test_who_wrote_it_counts_under_every_id() -> None:
    """One person is never two: an officer known under two ids is one, and a disabled one has no role left."""
    twin = officer(b"twin............", "supervisor", same_as=ME)
    view = a_case(*STAFF, twin, officer(b"gone............", "coordinator", disabled=True))
    assert view.same_person(ME) == view.same_person(twin.id) == {ME, twin.id}
    assert view.roles_of(ME) == {"investigator", "supervisor"}
    assert view.roles_of(b"gone............") == frozenset()
    assert EntryTold(ME, b"d", 4, NOON_MS, None).since == NOON_MS
    assert datetime.fromtimestamp(NOON_MS / 1000, UTC) == NOON
