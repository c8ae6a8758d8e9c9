"""The gates of signing a decision on a person: on grounds, by people, with the elements shown, and never by one alone.

A draft passes no gate; signing it does. People decide, and no outcome is ever computed. What came in past one of these
counts as less than it says (`victims.counts_as`).
"""

from collections.abc import Iterator
from typing import Any

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.determinations import ACTUAL, COURT, NOT_A_VICTIM, PRELIMINARY, is_final, is_signed
from tipdesk.domain.rules.findings import CONTRADICTED, FIELDS, FOUND, MEANS, MISSING, OPEN_RULES
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.approved import is_approved
from tipdesk.domain.rules.gates.elements import (
    ChildRule,
    Elements,
    all_elements,
    elements,
    episodes_of,
)
from tipdesk.domain.rules.gates.gate import Arrives, Basis, Check, Deed, Failed, Gate, Guard, Need, Past, Way
from tipdesk.domain.rules.gates.predicates import by_role, is_told, told
from tipdesk.domain.texts import _
from tipdesk.domain.values import NamedRow

_RECORD = "Determination"
SINCE = 5
"""The version of the declarations with which decisions came, and these gates with them."""
PRELIMINARY_BY = frozenset({"investigator", "supervisor", "coordinator"})
PREPARES = PRELIMINARY_BY | {"victim_support"}
"""The roles that prepare a decision, and ask headquarters for it."""
COORDINATOR = frozenset({"coordinator"})
_WRITES_DOWN = COORDINATOR | {"investigator", "prosecutor"}
"""The roles that write down what a court decided."""
SECOND = frozenset({"coordinator", "supervisor"})
_AS_CHILD = "age_open_decided_as_child"
_NOT_FOUND: frozenset[Value] = frozenset({MISSING, CONTRADICTED})
_SIGNED = "signed_at"
_CONTENT = (
    "person", "kind", "outcome", "body", "agency", "decided_outside", "episode", "acts", "means", "purposes",
    "child_rule", "reasons", "other_branch", "replaces",
)  # fmt: skip
"""The fields that are the decision; the others say who signed it when, and what was asked for afterwards."""
_SIGNING = (Guard(_RECORD, frozenset({*_CONTENT, "decided_by", "decided_at", _SIGNED})),)


def findings_of(view: FrozenCase, determination: bytes) -> tuple[Row, ...]:
    """Return the findings of a decision."""
    return tuple(row for row in view.of("Finding") if row["determination"] == determination)


def pins_of(view: FrozenCase, finding: bytes) -> tuple[Row, ...]:
    """Return what supports a finding."""
    return tuple(row for row in view.of("Pin") if isinstance(one := row["of_row"], NamedRow) and one.id == finding)


def elements_decided(view: FrozenCase, row: Row) -> Elements | None:
    """Return the elements on which a decision rests: of its episode, or of all where it names none.

    None where the person is not there any more.
    """
    person = view.get_row("Person", row["person"]) if isinstance(row["person"], bytes) else None
    if person is None:
        return None
    episode = view.get_row("Episode", row["episode"]) if isinstance(row["episode"], bytes) else None
    if row["episode"] is not None:
        return elements(view, person, episode)
    return all_elements(view, person, episodes_of(view, person.id))


def is_decided_as_child(row: Row, found: Elements) -> bool:
    """Tell whether a decision takes the branch of a child: the person was one, or that is open and it says so."""
    return found.child is ChildRule.YES or (found.child.is_open and live_values(row, "child_rule") == {_AS_CHILD})


def missing_by(row: Row, found: Elements) -> tuple[str, ...]:
    """Return the elements that are missing for a decision, by the branch that it takes."""
    return found.branch(as_child=is_decided_as_child(row, found)).missing


def is_of_court(row: Row) -> bool:
    """Tell whether a court decided this, and an officer only writes it down."""
    return live_values(row, "body") == {COURT}


def _preliminary(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    if not is_signed(row) or PRELIMINARY not in live_values(row, "kind"):
        return None
    needs = by_role(deed, PRELIMINARY_BY, row) if deed is not None else []
    if needs:
        said = _("Your role prepares a first decision. An investigator, a supervisor or headquarters signs it.")
        return Failed(GROUNDS.id, _RECORD, row.id, said, tuple(needs))
    fields = () if is_told(row, "reasons") else ("reasons",)
    needs = [Need(_RECORD, fields, row.id)] if fields else []
    if not any(is_told(one, "source") for one in findings_of(view, row.id)):
        needs.append(Need("Finding", ("element", "state", "source"), row.id))
    if not needs:
        return None
    said = _("A first decision has its reasons, and one finding that says whose words it rests on.")
    return Failed(GROUNDS.id, _RECORD, row.id, said, tuple(needs), fields=fields)


def _by_hand(_view: FrozenCase, row: Row, _deed: Deed | None) -> Failed | None:
    if not is_signed(row):
        return None
    missing = tuple(name for name in ("outcome", "body", "decided_at") if not is_told(row, name))
    if not (is_told(row, "decided_by") or is_told(row, "decided_outside")):
        missing += ("decided_by",)
    if not missing:
        return None
    said = _("A decision says what was decided, by which body, by whom and when; nothing else decides it.")
    return Failed(BY_HAND.id, _RECORD, row.id, said, (Need(_RECORD, missing, row.id),), fields=missing)


def _elements(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    """Judge what a yes rests on; only of what another body decided may headquarters agree that less is shown."""
    if not is_signed(row) or not is_final(row) or ACTUAL not in told(row, "outcome"):
        return None
    found = elements_decided(view, row)
    if found is None:
        return None
    branch = [*_open_branch(row, found)]
    needs = [*branch, *_not_shown(view, row, found)]
    if not needs or (_is_others(row) and is_approved(view, ELEMENTS, row, besides=_signers(view, row, deed))):
        return None
    said = _("Each element is found in an episode, and a finding with its place in the evidence shows it.")
    if branch:
        said = _(
            "The age when it began is open: tell it in the episode, or choose the rule of children for an open age and "
            "say what would follow if the age were the other. Each element is shown by a finding with its place."
        )
    fields = tuple(name for need in needs if need.record == _RECORD for name in need.fields)
    if _is_others(row):
        needs.append(Need("Approval", ("ask",), row.id, roles=tuple(sorted(COORDINATOR)), gate=ELEMENTS.id))
    return Failed(ELEMENTS.id, _RECORD, row.id, said, tuple(needs), fields=fields)


def _open_branch(row: Row, found: Elements) -> Iterator[Need]:
    """Yield what is needed where the age is open: which branch is decided, and what would follow of the other."""
    is_said = told(row, "child_rule") <= OPEN_RULES and is_told(row, "child_rule")
    fields = (*(() if is_said else ("child_rule",)), *(() if is_told(row, "other_branch") else ("other_branch",)))
    if found.child.is_open and fields:
        yield Need(_RECORD, fields, row.id)


def _not_shown(view: FrozenCase, row: Row, found: Elements) -> Iterator[Need]:
    """Yield what is needed for each element that the branch asks for: the episode, a finding, and its support."""
    person, episode = (one if isinstance(one := row[name], bytes) else None for name in ("person", "episode"))
    missing = missing_by(row, found)
    if missing:
        yield Need("Episode", tuple(FIELDS[code] for code in missing), episode, person)
    shown = [one for one in findings_of(view, row.id) if told(one, "state") == {FOUND}]
    for code in FIELDS:
        is_spared = code == MEANS and is_decided_as_child(row, found)
        if not is_spared and not any(told(one, "element") == {code} for one in shown):
            yield Need("Finding", ("element", "state"), row.id, person)
    yield from (Need("Pin", ("of_row", "to_row"), one.id, person) for one in shown if not pins_of(view, one.id))


def _is_others(row: Row) -> bool:
    """Tell whether a court or another body decided, whose elements this service may not hold."""
    return is_of_court(row) or is_told(row, "decided_outside")


def _signers(view: FrozenCase, row: Row, deed: Deed | None) -> frozenset[bytes]:
    """Return who signs, or signed, under every id under which they are known."""
    told_by = {one for one in live_values(row, "decided_by") if isinstance(one, bytes)}
    wrote = {one.actor for one in view.standing(row, "signed_at")} if deed is None else deed.doer.ids
    return frozenset(other for one in (*told_by, *wrote) for other in view.same_person(one))


def _by_two(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    if not is_signed(row) or not is_final(row):
        return None
    roles = COORDINATOR
    if deed is not None and not _may_decide(row, deed):
        said = _("Headquarters decides this for good. Ask headquarters.")
    elif not is_approved(view, BY_TWO, row, besides=_signers(view, row, deed)):
        roles, said = SECOND, _("Nobody decides this alone: a second officer agrees first. Ask for the approval.")
    elif deed is None and not _bears_signature(view, row):
        said = _("It bears no signature of whoever decided it. Headquarters decides it anew, as a review.")
    else:
        return None
    need = Need("Approval", ("ask",), row.id, roles=tuple(sorted(roles)), gate=BY_TWO.id)
    return Failed(BY_TWO.id, _RECORD, row.id, said, (need,))


def _bears_signature(view: FrozenCase, row: Row) -> bool:
    """Tell whether one who signed a row left a signature over it; what that is worth is told where it is shown."""
    signers = _signers(view, row, None)
    return any(
        one["use"] == "determination" and one["subject"] == row.id and one["officer"] in signers
        for one in view.of("Signature")
    )


def _may_decide(row: Row, deed: Deed) -> bool:
    if is_of_court(row):
        return bool(deed.doer.roles & _WRITES_DOWN)
    return deed.doer.is_headquarters and bool(deed.doer.roles & COORDINATOR)


def _negative(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    if not is_signed(row) or NOT_A_VICTIM not in told(row, "outcome"):
        return None
    if deed is not None and not _may_decide(row, deed):
        said = _("Headquarters decides that somebody is no victim. Ask headquarters.")
        need = Need("Approval", ("ask",), row.id, roles=tuple(sorted(COORDINATOR)), gate=BY_TWO.id)
        return Failed(NEGATIVE.id, _RECORD, row.id, said, (need,))
    needs = tuple(_unreasoned(view, row))
    if not needs or is_approved(view, NEGATIVE, row, besides=_signers(view, row, deed)):
        return None
    said = _(
        "Each missing element has its words, and the next help was offered. Refusing to testify, consent, past conduct "
        "or contradictions alone are no reasons."
    )
    fields = tuple(name for need in needs if need.record == _RECORD for name in need.fields)
    return Failed(NEGATIVE.id, _RECORD, row.id, said, needs, fields=fields)


def _unreasoned(view: FrozenCase, row: Row) -> Iterator[Need]:
    """Yield what is needed before somebody is told that they are no victim."""
    person = row["person"] if isinstance(row["person"], bytes) else None
    if not is_told(row, "reasons"):
        yield Need(_RECORD, ("reasons",), row.id)
    lacking = [one for one in findings_of(view, row.id) if told(one, "state") <= _NOT_FOUND and is_told(one, "words")]
    found = elements_decided(view, row)
    missing = found.missing if found is not None else ()
    if not all(any(told(one, "element") == {code} for one in lacking) for code in missing) or not lacking:
        yield Need("Finding", ("element", "state", "words"), row.id, person)
    if not any(one["person"] == person and is_told(one, "wish") for one in view.of("Need")):
        yield Need("Need", ("kind", "wish"), None, person)


def _covered(view: FrozenCase, row: Row) -> Iterator[Row]:
    """Yield what is agreed to beside the decision itself: its findings and their support."""
    for finding in findings_of(view, row.id):
        yield finding
        yield from pins_of(view, finding.id)


def _is_signing(deed: Deed) -> bool:
    return any(one.record == _RECORD and _SIGNED in one.fields for one in deed.wrote)


def _gate(name: str, label: str, check: Check, **told_of: Any) -> Gate:  # noqa: ANN401 - the parts of a Gate
    """Return one gate of signing a decision."""
    return Gate(name, label, _SIGNING, check, concerns=_is_signing, since_schema=SINCE, **told_of)


GROUNDS = _gate(
    "preliminary-grounds",
    _("A first decision has grounds"),
    _preliminary,
    who=PRELIMINARY_BY,
    past=(Past(Way.REASON),),
    arrives=frozenset({Arrives.PARKED, Arrives.BREACH}),
    basis=Basis.PRACTICE,
    source="UK reasonable grounds; CoE 10",
)
BY_HAND = _gate("outcome-by-hand", _("People decide"), _by_hand, source="ours")
ELEMENTS = _gate(
    "final-elements",
    _("A final decision shows the elements"),
    _elements,
    basis=Basis.LAW,
    source="Palermo 3",
    approvers=COORDINATOR,
    approved_fields=_CONTENT,
    covers=_covered,
)
BY_TWO = _gate(
    "final-by-two",
    _("A final decision is made by two"),
    _by_two,
    who=COORDINATOR,
    asks=PREPARES,
    arrives=frozenset({Arrives.PARKED, Arrives.BREACH}),
    source="Love Justice; ours",
    approvers=SECOND,
    approved_fields=_CONTENT,
    covers=_covered,
)
NEGATIVE = _gate(
    "negative-reasoned",
    _("That somebody is no victim has reasons"),
    _negative,
    past=(Past(Way.APPROVAL, COORDINATOR),),
    basis=Basis.LAW,
    source="CTA s.11-12; UK",
    approvers=COORDINATOR,
    approved_fields=_CONTENT,
    covers=_covered,
)
