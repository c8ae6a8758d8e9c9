"""The gates of where a person is kept: a safe place is of their own choice, and no victim is locked up.

Both tell what has happened. It is saved as it is told, and stands past its gate at once, for everybody to see.
"""

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.clock import moment_ms
from tipdesk.domain.rules.determinations import POSITIVE, signed_first
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.approved import is_approved
from tipdesk.domain.rules.gates.beside import best_interest, people_of
from tipdesk.domain.rules.gates.gate import Basis, Deed, Failed, Gate, Guard, Need, Past, Way
from tipdesk.domain.rules.gates.moments import HOUR_MS, SINCE, happened_ms, written_ms
from tipdesk.domain.rules.gates.predicates import is_child, is_told, told
from tipdesk.domain.rules.gates.protected import tellings
from tipdesk.domain.rules.gates.victims import is_victim
from tipdesk.domain.texts import _
from tipdesk.domain.values import NamedRow

FIRST_HOURS_MS = 72 * HOUR_MS
"""For so long a night's shelter rests on a call alone; by then the rest is talked over by day, with an interpreter."""
_COORDINATOR = frozenset({"coordinator"})
_LOCKED: frozenset[Value] = frozenset({"police_cell", "prison", "immigration", "locked_institution"})
_YES: frozenset[Value] = frozenset({"yes"})
_STAY = ("person", "voluntary", "may_leave", "rules_told", "best_interest", "left_for_it_at", "arrived_at")
_HELD = ("person", "place_kind", "basis", "began", "exigent", "court_by", "ended")


def stay_begins_ms(view: FrozenCase, stay: Row) -> int:
    """Return when a stay began: when somebody left for it or arrived, else when it was written down, or now."""
    told_ms = happened_ms(stay, "left_for_it_at", "arrived_at")
    return (written_ms(view, stay) or view.now_ms) if told_ms is None else told_ms


def is_past_first_hours(view: FrozenCase, stay: Row) -> bool:
    """Tell whether a stay lasts, or lasted, longer than what rests on a call alone."""
    ends = [moment_ms(one) for one in live_values(stay, "ended")]
    last = view.now_ms if None in ends else max((one for one in ends if one is not None), default=view.now_ms)
    return min(last, view.now_ms) > stay_begins_ms(view, stay) + FIRST_HOURS_MS


def _voluntary(view: FrozenCase, stay: Row, _deed: Deed | None) -> Failed | None:
    person = view.get_row("Person", stay["person"]) if isinstance(stay["person"], bytes) else None
    if person is None:
        return None
    chosen, needs, fields = told(stay, "voluntary"), list[Need](), list[str]()
    is_late, is_young = is_past_first_hours(view, stay), is_child(view, person)
    if is_young:
        if is_late and best_interest(view, person.id, "placement") is None:
            needs.append(Need("BestInterest", ("question", "decision"), None, person.id))
    elif chosen != _YES:
        fields.append("voluntary")
    if live_values(stay, "may_leave") != {True}:
        fields.append("may_leave")
    if is_late and not _are_rules_told(view, stay):
        needs.append(Need("InformationGiven", ("kind",), None, person.id))
    is_unsure_alone = fields == ["voluntary"] and chosen == {"unsure"} and not needs
    if (not needs and not fields) or (is_unsure_alone and is_approved(view, VOLUNTARY, stay)):
        return None
    if fields:
        needs.insert(0, Need("ShelterStay", tuple(fields), stay.id, person.id))
        said = _(
            "Staying in a safe place must be their own choice, and they may "
            "leave at any time. Otherwise it may be detention."
        )
    else:
        said = _(
            "They stay longer than 72 hours: tell them the rules of the place. "
            "For a child, also sign a best-interest decision."
        )
    if is_unsure_alone:
        needs.append(Need("Approval", ("ask",), stay.id, person.id, tuple(_COORDINATOR), VOLUNTARY.id))
    ways = None if is_unsure_alone else frozenset[Way]()
    return Failed(
        VOLUNTARY.id, "ShelterStay", stay.id, said, tuple(needs), fields=tuple(fields), ways=ways, has_happened=True
    )


def _are_rules_told(view: FrozenCase, stay: Row) -> bool:
    """Tell whether the rules of the place were told: as the stay names, or else not about a stay in another place."""
    named = people_of(stay, "rules_told")
    for person in people_of(stay, "person"):
        for row in tellings(view, person, "shelter_rules"):
            about = row["about"]
            if row.id in named or not isinstance(about, NamedRow) or about.id == stay.id:
                return True
    return False


def _detained(view: FrozenCase, held: Row, _deed: Deed | None) -> Failed | None:
    person = held["person"]
    if not isinstance(person, bytes) or live_values(held, "place_kind").isdisjoint(_LOCKED):
        return None
    if not is_victim(view, person) or not _is_found_victim(view, held, person):
        return None
    fields = [] if is_told(held, "exigent") else ["exigent"]
    if not (is_told(held, "court_by") or is_told(held, "ended")):
        fields.append("court_by")
    needs = [Need("Detention", tuple(fields), held.id, person)] if fields else []
    if not is_approved(view, DETAINED, held):
        needs.append(Need("Approval", ("ask",), held.id, person, tuple(_COORDINATOR), DETAINED.id))
    if not needs:
        return None
    said = _(
        "Nobody locks up a victim. If there is no other way, write down why "
        "and until when, and ask headquarters to agree."
    )
    ways = frozenset({Way.REVIEW}) if is_told(held, "exigent") else frozenset[Way]()
    return Failed(
        DETAINED.id, "Detention", held.id, said, tuple(needs), fields=tuple(fields), ways=ways, has_happened=True
    )


def _is_found_victim(view: FrozenCase, held: Row, person: bytes) -> bool:
    """Tell whether it was decided that somebody is, or may be, a victim before they were let go."""
    ended = [moment_ms(one) for one in live_values(held, "ended")]
    until = view.now_ms if None in ended else max((one for one in ended if one is not None), default=view.now_ms)
    return any(
        row["person"] == person
        and not told(row, "outcome").isdisjoint(POSITIVE)
        and (happened_ms(row, "signed_at") or 0) <= until
        for row in signed_first(view.of("Determination"))
    )


VOLUNTARY = Gate(
    "shelter-voluntary",
    _("A safe place is one's own choice"),
    (Guard("ShelterStay", frozenset(_STAY)),),
    _voluntary,
    who=frozenset({"victim_support", "supervisor"}),
    asks=frozenset({"frontline", "investigator"}),
    past=(Past(Way.APPROVAL, _COORDINATOR),),
    basis=Basis.LAW,
    source="CTA s.24(4)",
    approvers=_COORDINATOR,
    approved_fields=("person", "place_code", "voluntary", "own_words", "may_leave"),
    known_by=frozenset({"voluntary", "may_leave"}),
    since_schema=SINCE,
)
DETAINED = Gate(
    "no-detention",
    _("No victim is locked up"),
    (Guard("Detention", frozenset(_HELD)),),
    _detained,
    past=(Past(Way.REVIEW, grounds=frozenset({"danger"})),),
    basis=Basis.LAW,
    source="CTA s.24(6)",
    approvers=_COORDINATOR,
    approved_fields=("person", "place_kind", "basis", "began", "exigent"),
    known_by=frozenset({"person", "place_kind", "began"}),
    since_schema=SINCE,
)
