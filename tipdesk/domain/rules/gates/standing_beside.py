"""The gates of whom one may use beside a person: no companion, an independent guardian, a checked interpreter."""

from collections.abc import Iterator

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.approved import is_approved
from tipdesk.domain.rules.gates.beside import (
    CHECKS,
    is_apart,
    is_companion,
    is_companion_by_row,
    is_independent,
    is_never_guardian,
    is_said,
    people_of,
    unchecked,
)
from tipdesk.domain.rules.gates.contact import calls_that_stand, is_made
from tipdesk.domain.rules.gates.gate import Basis, Deed, Failed, Gate, Guard, Need, Past, Way
from tipdesk.domain.rules.gates.moments import SINCE
from tipdesk.domain.rules.gates.predicates import by_role, is_all_told, told
from tipdesk.domain.rules.gates.victims import is_kept_apart, is_victim
from tipdesk.domain.texts import _

_INTERPRETER, _CALL, _THROUGH = "Interpreter", "Call", "through_person"
_HELPS = frozenset({"victim_support", "supervisor", "coordinator"})
_COORDINATOR = frozenset({"coordinator"})
_GUARDIAN = ("person", "who", "kind", "independent", "independence")
_MAYBE: frozenset[Value] = frozenset({"yes", "unsure"})
_BY_PHONE = frozenset({"danger", "medical"})
"""The grounds on which an interpreter is used by telephone before the checks."""
GIVEN = "given"


def is_given(consent: Row) -> bool:
    """Tell whether a row says by any answer that somebody agreed, and not that they took it back."""
    return GIVEN in live_values(consent, "status") and live_values(consent, "withdrawn_at") == {None}


def is_guardian(view: FrozenCase, guardian: Row) -> bool:
    """Tell whether somebody counts as the guardian of a person: independent, or headquarters agreed where unsure."""
    if is_independent(view, guardian):
        return True
    return _is_open(guardian) and not is_never_guardian(view, guardian) and is_approved(view, GUARDIAN, guardian)


def _is_open(guardian: Row) -> bool:
    """Tell whether headquarters may agree to a guardian: they may be independent, and words say why."""
    return is_all_told(guardian, "independent") and told(guardian, "independent") <= _MAYBE and is_said(guardian)


def is_of_protected(view: FrozenCase, row: Row, name: str = "person") -> bool:
    """Tell whether a row is about somebody who is to be protected: not one of those who are kept apart from victims."""
    return any(is_victim(view, one) or not is_kept_apart(view, one) for one in people_of(row, name))


def named(view: FrozenCase, row: Row, record: str, name: str) -> tuple[Row, ...]:
    """Return the rows that a reference of a row may name, as far as they are there."""
    found = (view.get_row(record, one) for one in sorted(people_of(row, name)))
    return tuple(one for one in found if one is not None)


def _guardian(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    if row.record.name == "Consent":
        return _guardian_of_consent(view, row)
    needs = by_role(deed, _HELPS, row) if deed is not None else []
    if needs:
        said = _("Only victim support, a supervisor or headquarters names the guardian of a child.")
        return Failed(GUARDIAN.id, "Guardian", row.id, said, tuple(needs), ways=frozenset())
    return None if is_guardian(view, row) else _not_independent(view, row, row)


def _guardian_of_consent(view: FrozenCase, row: Row) -> Failed | None:
    """Judge a consent that a guardian gave: by one who counts as the guardian of this person, whom it names."""
    if not is_given(row) or "guardian" not in told(row, "given_by"):
        return None
    guardians = named(view, row, "Guardian", "guardian")
    failing = next((one for one in guardians if not is_guardian(view, one)), None)
    if failing is not None:
        return _not_independent(view, row, failing)
    if guardians:
        return None
    person = next(iter(sorted(people_of(row, "person"))), None)
    needs = (Need("Consent", ("guardian",), row.id, person), Need("Guardian", _GUARDIAN[1:], None, person))
    said = _("Say which guardian agreed. If the guardian is not recorded yet, record them first.")
    return Failed(GUARDIAN.id, "Consent", row.id, said, needs, fields=("guardian",), ways=frozenset())


def _not_independent(view: FrozenCase, row: Row, guardian: Row) -> Failed:
    """Return why somebody does not count as a guardian, beside the row that names them as one."""
    is_own = row.id == guardian.id
    if is_never_guardian(view, guardian):
        said = _(
            "Somebody who came with a child, or has power over them, cannot be the "
            "guardian. First a supervisor talks with the child alone."
        )
        need = Need("Guardian", ("who", "independent", "independence"), guardian.id if is_own else None)
        field = "who" if is_own else "guardian"
        return Failed(GUARDIAN.id, row.record.name, row.id, said, (need,), fields=(field,), ways=frozenset())
    said = _(
        "A guardian must be independent of anybody who may have harmed the child. Write down why you are sure of it."
    )
    missing = tuple(name for name in ("independent", "independence") if not is_all_told(guardian, name))
    needs = [Need("Guardian", missing or ("independent",), guardian.id)]
    is_open = _is_open(guardian)  # written down first, and asked about then
    if is_open:
        needs.append(Need("Approval", ("ask",), guardian.id, roles=tuple(sorted(_COORDINATOR)), gate=GUARDIAN.id))
    fields: tuple[str, ...] = (missing or ("independent",)) if is_own else ("guardian",)
    ways = None if is_open else frozenset[Way]()
    return Failed(
        GUARDIAN.id, row.record.name, row.id, said, tuple(needs), fields=fields, ways=ways,
        has_happened=is_own and is_open,
    )  # fmt: skip


def _companion(view: FrozenCase, row: Row, _deed: Deed | None) -> Failed | None:
    of_whom, is_call = _of_whom(row.record.name), row.record.name == _CALL
    if not is_of_protected(view, row, of_whom) or (is_call and not _is_carried(row)):
        return None
    fields = tuple(name for name in _PLACES[row.record.name] if _is_companion_in(view, row, name))
    if not fields:
        return None
    person = next(iter(sorted(people_of(row, of_whom))), None)
    said = _(
        "Somebody who came with a person, or has power over them, never speaks, "
        "agrees or stands witness for them. Find somebody else."
    )
    if is_call:
        said = _(
            "Somebody who came with a person, or has power over them, never carries messages to them. Find another way."
        )
    needs = _others(row, fields, person)
    return Failed(COMPANION.id, row.record.name, row.id, said, needs, fields=fields, has_happened=is_call)


def _is_carried(call: Row) -> bool:
    """Tell whether a contact is a message that somebody took to a person for us."""
    return is_made(call) and _THROUGH in live_values(call, "way")


def _guarded(view: FrozenCase, gate: Gate) -> Iterator[Row]:
    for record in _PLACES:
        yield from calls_that_stand(view, gate) if record == _CALL else view.of(record)


def _of_whom(record: str) -> str:
    """Return the field in which a record names the person beside whom somebody stands."""
    return "of_person" if record in (_INTERPRETER, _CALL) else "person"


def _is_companion_in(view: FrozenCase, row: Row, name: str) -> bool:
    """Tell whether a field of a row names somebody who is kept apart, by name or through the row to which it refers."""
    if name == "guardian":
        return any(is_never_guardian(view, one) for one in named(view, row, "Guardian", name))
    if name == "interpreter":
        return any(is_companion(view, one) for one in named(view, row, _INTERPRETER, name))
    if name == "who":
        return is_never_guardian(view, row)
    return is_companion_by_row(view, row) if name == "person" else is_apart(view, row, (name,))


def _others(row: Row, fields: tuple[str, ...], person: bytes | None) -> tuple[Need, ...]:
    """Return what is needed in their place: somebody else who interprets or guards, or another name."""
    made = {"interpreter": Need(_INTERPRETER, CHECKS, None, person), "guardian": _a_guardian(person)}
    own = tuple(name for name in fields if name not in made)
    others = tuple(made[name] for name in fields if name in made)
    return (*others, *((Need(row.record.name, own, row.id, person),) if own else ()))


def _a_guardian(person: bytes | None) -> Need:
    return Need("Guardian", _GUARDIAN[1:], None, person)


def _interpreter(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    if live_values(row, "interpreter") == {None}:
        return None
    person = next(iter(sorted(people_of(row, "person"))), b"")
    under_oath = row.record.name == "Statement"
    used = named(view, row, _INTERPRETER, "interpreter")
    missing = {one.id: unchecked(view, one, person, under_oath=under_oath) for one in used}
    if used and not any(missing.values()):
        return None
    said = _(
        "Check the interpreter for this person first: independent, knows nobody in the "
        "case, accepted by the person, promised to keep silent."
    )
    if under_oath and set(missing.values()) == {("oath_on",)}:
        said = _("For a statement the interpreter must be sworn in. Write down the day.")
    needs = [
        Need(_INTERPRETER, names, one, person) for one, names in missing.items() if names and "person" not in names
    ]
    is_by_phone = bool(used) and all(live_values(one, "by_phone") == {True} for one in used)
    return Failed(
        INTERPRETER.id,
        row.record.name,
        row.id,
        said,
        tuple(needs) or (Need(_INTERPRETER, CHECKS, None, person),),
        fields=("interpreter",),
        ways=None if is_by_phone else frozenset(),
        has_happened=deed is not None and deed.is_telling,
    )


_PLACES = {
    _INTERPRETER: ("person", "name"),
    "Guardian": ("who",),
    "Consent": ("interpreter", "guardian", "witness"),
    "InformationGiven": ("interpreter",),
    "VictimWish": ("interpreter",),
    "Statement": ("interpreter", "support_person", "read_back_by"),
    _CALL: ("whom",),
}
"""Where rows say who stood beside a person."""
_USES = ("Consent", "InformationGiven", "Statement")

GUARDIAN = Gate(
    "guardian-independent",
    _("A guardian is independent"),
    (
        Guard("Guardian", frozenset(_GUARDIAN)),
        Guard("Consent", frozenset({"person", "status", "given_by", "guardian"})),
    ),
    _guardian,
    who=_HELPS,
    asks=frozenset({"investigator"}),
    past=(Past(Way.APPROVAL, _COORDINATOR),),
    basis=Basis.PRACTICE,
    source="CRC 3; UNICEF",
    approvers=_COORDINATOR,
    approved_fields=_GUARDIAN,
    since_schema=SINCE,
)
COMPANION = Gate(
    "companion-never",
    _("Companions never speak for a person"),
    tuple(Guard(record, frozenset({*names, _of_whom(record)})) for record, names in _PLACES.items()),
    _companion,
    basis=Basis.PRACTICE,
    source="WHO 2003",
    guarded=_guarded,
    since_schema=SINCE,
)
INTERPRETER = Gate(
    "interpreter-checked",
    _("The interpreter was checked for this person"),
    tuple(Guard(record, frozenset({"person", "interpreter"})) for record in _USES),
    _interpreter,
    past=(Past(Way.REVIEW, grounds=_BY_PHONE),),
    basis=Basis.PRACTICE,
    source="WHO 2003",
    since_schema=SINCE,
)
