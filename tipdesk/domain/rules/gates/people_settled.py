"""The gate that closes no case over its people.

Of each victim it was decided for good, or is said in words why not; the danger is below high; they were told, and know
how to reach us; and a child was accepted by child protection.
"""

from collections.abc import Iterator, Mapping

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.case_roles import VICTIMS
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.approved import is_approved
from tipdesk.domain.rules.gates.closing_case import CLOSES, CLOSING, closing_day, closing_ms, is_closing
from tipdesk.domain.rules.gates.endangered import is_endangered
from tipdesk.domain.rules.gates.gate import Basis, Deed, Failed, Gate, Need, Past, Way
from tipdesk.domain.rules.gates.identifying import COORDINATOR
from tipdesk.domain.rules.gates.moments import SINCE
from tipdesk.domain.rules.gates.predicates import is_child, is_told, told
from tipdesk.domain.rules.gates.protected import find_told, risk
from tipdesk.domain.rules.gates.referrals import is_taken_on
from tipdesk.domain.rules.gates.victims import final_of, is_victim
from tipdesk.domain.texts import Counted, _, counted

_WHY_NOT = "no_determination"
"""The kind of note (code list `note_kind`) that says of a person why no final decision was taken."""
_DECISION, _DANGER, _CLOSURE, _REACHES, _CHILD = "decision", "danger", "closure", "how_to_reach_us", "child_protection"
"""What is left for a person: the last three are codes, of what was told and of the service that takes a child over."""
_TOLD = ("kind", "how", "language", "understood")
_NEEDS: Mapping[str, Need] = {
    _DECISION: Need("Determination", ("kind", "outcome", "signed_at")),
    _DANGER: Need("RiskAssessment", ("own_view", "level", "why", "review_due", "signed_at")),
    _CLOSURE: Need("InformationGiven", _TOLD),
    _REACHES: Need("InformationGiven", _TOLD),
    _CHILD: Need("Referral", ("agency", "service", "status")),
}
"""What settles each, in the order in which it is said."""
_SENTENCES: Mapping[str, Counted] = {
    _DECISION: counted(
        "For {count} person there is no final decision whether they are a victim. Decide, or write a note why not.",
        "For {count} people there is no final decision whether they are "
        "victims. Decide, or write a note for each why not.",
    ),
    _DANGER: counted(
        "For {count} person the danger is high or was never assessed. Sign an assessment below high first.",
        "For {count} people the danger is high or was never assessed. Sign assessments below high first.",
    ),
    _CLOSURE: counted(
        "{count} person does not know yet that the case closes. Tell them, and write it down.",
        "{count} people do not know yet that the case closes. Tell them, and write it down.",
    ),
    _REACHES: counted(
        "{count} person does not know how to reach us afterwards. Tell them, and write it down.",
        "{count} people do not know how to reach us afterwards. Tell them, and write it down.",
    ),
    _CHILD: counted(
        "{count} person may be a child, and child protection has not "
        "accepted them. Refer them, and write down the answer.",
        "{count} people may be children, and child protection has not "
        "accepted them. Refer them, and write down the answers.",
    ),
}


def _settled(view: FrozenCase, case: Row, _deed: Deed | None) -> Failed | None:
    if not is_closing(case):
        return None
    left = tuple(_unsettled(view))
    if not left or is_approved(view, SETTLED, case, at_ms=closing_ms(view, case)):
        return None
    in_turn = [(one, person) for one in _NEEDS for person, lacking in left if one in lacking]
    needs = tuple(_NEEDS[one]._replace(person=person.id) for one, person in in_turn)
    first = in_turn[0][0]
    count = sum(one == first for one, _person in in_turn)
    return Failed(SETTLED.id, "Case", case.id, _SENTENCES[first].of(count), needs, (("count", count),))


def _unsettled(view: FrozenCase) -> Iterator[tuple[Row, tuple[str, ...]]]:
    """Yield the victims for whom something is left before the case is closed, with what that is, in its order."""
    for person in view.of("Person"):
        if is_victim(view, person.id) and (lacking := tuple(_lacking(view, person))):
            yield person, lacking


def _lacking(view: FrozenCase, person: Row) -> Iterator[str]:
    if final_of(view, person.id) is None and not _is_explained(view, person.id):
        yield _DECISION
    if not _is_out_of_danger(view, person.id):
        yield _DANGER
    for kind in (_CLOSURE, _REACHES):
        if find_told(view, person.id, kind) is None:
            yield kind
    if is_child(view, person) and not _is_taken_over(view, person.id):
        yield _CHILD


def _is_out_of_danger(view: FrozenCase, person: bytes) -> bool:
    """Tell whether the danger was judged, by what was current on the day of the closing, and counts as below high."""
    return risk(view, person, closing_day(view, view.case)) is not None and not is_endangered(view, person)


def _is_taken_over(view: FrozenCase, person: bytes) -> bool:
    """Tell whether child protection has accepted a child."""
    rows = (row for row in view.of("Referral") if row["person"] == person and told(row, "service") == {_CHILD})
    return any(is_taken_on(view, row) for row in rows)


def _is_explained(view: FrozenCase, person: bytes) -> bool:
    notes = (row for row in view.of("Note") if row["person"] == person and _WHY_NOT in told(row, "kind"))
    return any(is_told(row, "text") for row in notes)


def _roles_left(view: FrozenCase, _case: Row) -> Iterator[Row]:
    """Yield the roles of those who are left unsettled: each of them is agreed to."""
    people = {person.id for person, _lacking_of in _unsettled(view)}
    for role in view.of("CaseRole"):
        if role["person"] in people and not VICTIMS.isdisjoint(told(role, "role")):
            yield role


SETTLED = Gate(
    "closure-people-settled",
    _("Nobody is left alone when a case is closed"),
    CLOSING,
    _settled,
    who=CLOSES,
    past=(Past(Way.APPROVAL, COORDINATOR),),
    basis=Basis.PRACTICE,
    source="IOM",
    keeps_open=True,
    approvers=COORDINATOR,
    covers=_roles_left,
    since_schema=SINCE,
)
