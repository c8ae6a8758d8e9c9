"""The gates of another State: fear of it was asked before anybody there is told, and nobody goes home unasked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.following import MONTHS, days_after
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.approved import is_approved
from tipdesk.domain.rules.gates.beside import best_interest
from tipdesk.domain.rules.gates.complete import TO_A_STATE
from tipdesk.domain.rules.gates.contact import called_ms, calls_that_stand, is_made
from tipdesk.domain.rules.gates.gate import Basis, Deed, Failed, Gate, Guard, Need
from tipdesk.domain.rules.gates.journeys import OF_RETURN, REMOVAL, abroad_step, is_own_way, return_step
from tipdesk.domain.rules.gates.moments import SINCE, taken_ms, view_at
from tipdesk.domain.rules.gates.predicates import by_role, is_answered, is_child, is_told, told
from tipdesk.domain.rules.gates.protected import consent, find_told, risk, wish
from tipdesk.domain.rules.gates.transfers import (
    KNOWN_BY,
    STEP,
    is_of_consulate,
    sent_transfers,
    states_abroad,
)
from tipdesk.domain.rules.gates.victims import is_protected_for_good
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate

_ASKS = frozenset({"investigator", "coordinator"})
_RETURNS = frozenset({"victim_support", "coordinator"})
_COORDINATOR = frozenset({"coordinator"})
_NEAR = timedelta(days=16)
_ACCEPTED, _DECLINED = "accepted", "declined"
_OF_RETURN = frozenset({"return", "reintegration"})


def _fear(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    is_call = row.record.name == "Call"
    if is_call:
        people, at_ms = _called_about(view, row), called_ms(view, row, deed)
    else:
        step = abroad_step(view, row, deed)
        people, at_ms = (step.people, step.at_ms) if step is not None else (frozenset[bytes](), 0)
    people = frozenset(one for one in people if is_protected_for_good(view, one))
    needs = by_role(deed, _ASKS, row) if deed is not None and people else []
    if needs:
        said = _("An investigator or headquarters writes or speaks to another State, nobody else.")
        return Failed(FEAR.id, row.record.name, row.id, said, tuple(needs), has_happened=is_call)
    then = view_at(view, deed, at_ms)
    found = next((one for person in sorted(people) for one in _obstacles(view, then, row, person)), None)
    if found is None:
        return None
    said, need = found
    return Failed(FEAR.id, row.record.name, row.id, said, (need,), has_happened=is_call)


def _called_about(view: FrozenCase, call: Row) -> frozenset[bytes]:
    """Return of whom a call to a consulate, or to the State from which they come, may be: all, where none is named."""
    is_consulate, states = is_of_consulate(view, call), states_abroad(view, call)
    if not is_made(call) or not (is_consulate or states):
        return frozenset()
    named = [row for row in view.of("Person") if call["of_person"] in (None, row.id)]
    return frozenset(row.id for row in named if is_consulate or not _home_of(row) or states & _home_of(row))


def _home_of(person: Row) -> frozenset[Value]:
    """Return the States from which somebody comes; none where that is not known, and then it may be any."""
    several = (one for one in told(person, "citizenships") if isinstance(one, frozenset))
    return frozenset(code for one in several for code in one) | told(person, "birth_country")


def _obstacles(view: FrozenCase, then: FrozenCase, row: Row, person: bytes) -> Iterator[tuple[str, Need]]:
    """Yield why another State is not told of a person, in a sentence, and what is to be asked of them."""
    said_last = wish(then, person)
    if said_last is None or not is_answered(said_last, "afraid_to_go_home"):
        need = Need("VictimWish", ("afraid_to_go_home", "tell_consulate"), None, person)
        yield _("First ask whether they are afraid to go home. No other State is told anything before that."), need
        return
    if is_of_consulate(view, row) and told(said_last, "tell_consulate") != {"yes"}:
        need = Need("VictimWish", ("afraid_to_go_home", "tell_consulate"), None, person)
        yield _("They have not said that their consulate may be told. Ask them first."), need
    if told(said_last, "afraid_to_go_home") == {"no"}:
        return
    states = sorted(str(one) for one in states_abroad(view, row))
    if not states or any(consent(then, person, TO_A_STATE, country=one) is None for one in states):
        need = Need("Consent", ("scope", "country", "status"), None, person)
        yield _("They are, or may be, afraid to go home. Tell that State something only if they agree."), need
    about = view.get_row("Person", person)
    if about is not None and not is_approved(replace(then, now_ms=view.now_ms), FEAR, about):
        need = Need("Approval", ("ask",), person, person, tuple(_COORDINATOR), FEAR.id)
        yield _("They are, or may be, afraid to go home. Ask headquarters to agree first."), need


def _said_of_fear(view: FrozenCase, person: Row) -> Iterator[Row]:
    """Yield what headquarters agrees to: what the person fears, and to which States they agreed."""
    if person.record.name == "Person":
        yield from (row for row in view.of("VictimWish") if row["person"] == person.id)
        rows = (row for row in view.of("Consent") if row["person"] == person.id)
        yield from (row for row in rows if TO_A_STATE in told(row, "scope"))


def _spoken_abroad(view: FrozenCase, gate: Gate) -> Iterator[Row]:
    yield from calls_that_stand(view, gate)
    yield from sent_transfers(view)


def _wished(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    step = return_step(view, row, deed)
    person = view.get_row("Person", row["person"]) if isinstance(row["person"], bytes) else None
    if person is None:
        return None
    if REMOVAL in told(row, "kind") and told(row, "status") != {"cancelled"}:
        said = _(
            "Only write down that somebody else removed the person. Nobody in this "
            "service sends a person away against their wish."
        )
        wish_first = Need("VictimWish", ("place", "afraid_to_go_home"), None, person.id)
        return Failed(WISHED.id, "Return", row.id, said, (wish_first,), fields=("kind",), has_happened=True)
    if step is None or (deed is None and is_own_way(view, row)):  # what an adult arranges themselves is no breach
        return None
    needs = by_role(deed, _RETURNS, row) if deed is not None else []
    if needs:
        said = _("Victim support or headquarters plans a return.")
        return Failed(WISHED.id, "Return", row.id, said, tuple(needs), has_happened=step.has_happened)
    at_ms = taken_ms(view, row, deed, (), "status")
    lacking = list(_lacking(view_at(view, deed, at_ms), row, person))
    if not lacking:
        return None
    needs, said = [need for need, _said in lacking], lacking[0][1]
    fields = tuple(name for need in needs if need.record == "Return" for name in need.fields)
    return Failed(WISHED.id, "Return", row.id, said, tuple(needs), fields=fields, has_happened=step.has_happened)


def _lacking(view: FrozenCase, row: Row, person: Row) -> Iterator[tuple[Need, str]]:
    """Yield what is missing for a return, each with its sentence, in the order in which it is done.

    Of an adult who arranges it themselves, that is only that they want and know it.
    """
    offered, said_last = find_told(view, person.id, "return"), wish(view, person.id)
    if offered is None:
        said = _("First tell them what a return is and what it means, and write down that they understood.")
        yield Need("InformationGiven", ("kind", "at", "understood"), None, person.id), said
    if said_last is None or not _is_wished(said_last) or (offered is not None and _is_before(said_last, offered)):
        said = _("A return must be their own wish. After you have told them about it, ask where they want to live.")
        yield Need("VictimWish", ("place", "afraid_to_go_home"), None, person.id), said
    if is_own_way(view, row):
        return
    if consent(view, person.id, "return") is None:
        yield Need("Consent", ("scope", "status"), None, person.id), _("They have not agreed to a return.")
    danger = risk(view, person.id)
    if danger is None or told(danger, "destination") != told(row, "country"):
        said = _("Assess the danger to them in the country they would return to, and sign the assessment.")
        yield Need("RiskAssessment", ("destination", "level", "own_view", "why"), None, person.id), said
    yield from _not_ready(view, row, person)


def _not_ready(view: FrozenCase, row: Row, person: Row) -> Iterator[tuple[Need, str]]:
    """Yield what a return still needs of others: who receives them, papers, who asks after them, the family's view."""
    if not _is_received(view, row, person.id):
        said = _("Nobody there has agreed to receive them yet. Find somebody, or write down that they want nobody.")
        yield Need("Return", ("receiving", "receiving_answer"), row.id, person.id), said
    if not is_told(row, "identity_document"):
        said = _("Say with which paper they travel.")
        yield Need("Return", ("identity_document",), row.id, person.id), said
    if not _is_followed_up(view, row):
        said = _("Plan who will ask how they are 1, 3, 6 and 12 months after they travel.")
        yield Need("FollowUp", ("journey_home", "due"), row.id, person.id), said
    best = best_interest(view, person.id, "return")
    if is_child(view, person) and (best is None or not is_told(best, "family_says")):
        said = _("Sign a best-interest decision for the child, with what the receiving family says.")
        yield Need("BestInterest", ("question", "family_says", "decision"), None, person.id), said


def _is_wished(said: Row) -> bool:
    return told(said, "place") <= {"go_home", "third_country"} and is_told(said, "place")


def _is_before(said: Row, offered: Row) -> bool:
    """Tell whether somebody said what they want only before they were told of it."""
    wished, told_at = said["at"], offered["at"]
    return wished is not None and told_at is not None and wished < told_at  # type: ignore[operator] # both are moments


def _is_received(view: FrozenCase, row: Row, person: bytes) -> bool:
    """Tell whether somebody there receives them, or the person wants nobody to."""
    if is_told(row, "receiving") and told(row, "receiving_answer") == {_ACCEPTED}:
        return True
    needs = (one for one in view.of("Need") if one["person"] == person and one["kind"] in _OF_RETURN)
    return any(told(one, "wish") == {_DECLINED} for one in needs)


def _is_followed_up(view: FrozenCase, row: Row) -> bool:
    """Tell whether somebody asks after them one, three, six and twelve months after they travel."""
    mine = [one for one in view.of("FollowUp") if row.id in live_values(one, "journey_home")]
    dues = [day for one in mine for day in live_values(one, "due") if isinstance(day, PartialDate)]
    travels = [day.first_day for day in live_values(row, "on") if isinstance(day, PartialDate)]
    if not travels:
        return len(mine) >= len(MONTHS)
    return all(any(abs(due.first_day - day) <= _NEAR for due in dues) for day in days_after(min(travels)))


FEAR = Gate(
    "fear-first",
    _("Ask about fear first"),
    (Guard("Call"), STEP),
    _fear,
    who=_ASKS,
    basis=Basis.LAW,
    source="UNHCR; CTA s.27, 29",
    approvers=_COORDINATOR,
    covers=_said_of_fear,
    guarded=_spoken_abroad,
    known_by=KNOWN_BY,
    since_schema=SINCE,
)
WISHED = Gate(
    "return-wished",
    _("Nobody is sent home"),
    (OF_RETURN,),
    _wished,
    who=_RETURNS,
    basis=Basis.LAW,
    source="Palermo 8(2); CTA s.28, 30",
    since_schema=SINCE,
)
