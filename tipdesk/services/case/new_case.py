"""Make a case from a document, whole or not at all.

The case gets a neutral reference that no other case here has, and each person without a code gets a neutral one. The
officer at the desk is in charge unless the document names another. Checking what the document says is `document`'s
part.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial

from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.kinds import Referred, Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.reference import ALPHABET, make_reference, parse_reference
from tipdesk.domain.rules.access import Action, Level, Relation, decide
from tipdesk.domain.rules.setting_sense import find_too_far
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate
from tipdesk.services.audit import moment_now
from tipdesk.services.case.beginnings import with_beginnings
from tipdesk.services.case.document import PlannedRow, read_document
from tipdesk.services.case.legs import with_leg_orders
from tipdesk.services.case.rules import stamp_private, without_signing
from tipdesk.services.desk import Desk, Ids, UnitOfWork
from tipdesk.services.directory.refer_to_directory import refer_to_directory
from tipdesk.services.entries.judge import TELLING
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.fields import change_of_new, refuse
from tipdesk.services.look import deed
from tipdesk.services.results import Changed, NewCase

_CASE, _PERSON = BY_NAME["Case"], BY_NAME["Person"]
_CODE_CHARACTERS = 4
Beside = Callable[[UnitOfWork, NewCase], object]


def new_case(
    desk: Desk,
    document: Mapping[str, object],
    *,
    urgent: bool = False,
    named: Collection[bytes] = (),
    draft: str | None = None,
    beside: Beside | None = None,
) -> NewCase:
    """Store a new case as one entry, and return its reference and the ids of its rows.

    An `urgent` case is sent before what waits. `named` are officers who hold its key besides those entitled to it, and
    `draft` is the key of what was typed for it (see `deed`). `beside` writes what belongs to the case and lies in
    another scope, within the same unit of work: both are stored or neither. Raises UserError `not-allowed` where the
    officer's role opens no cases, and `bad-document` naming every refused field.
    """
    if decide(desk.actor.roles, Relation.ASSIGNED, Action.EDIT) < Level.FULL:
        raise UserError("not-allowed", _("Your role does not open cases."))
    with deed(desk, draft) as unit:

        def to_directory(record: str, given: object) -> Referred:
            return Referred(record, refer_to_directory(unit, desk.actor, BY_NAME[record], given))

        rows = read_document(document, desk.codes, desk.ids, to_directory, partial(with_beginnings, desk))
        far = [one for row in rows for one in find_too_far(row.record.name, row.values, today(desk).last_day)]
        refuse(far, "bad-document", _("The document was refused, and nothing was stored."))
        case, reference = _with_defaults(desk, unit, rows[0])
        others = [replace(row, values=_as_here(unit, desk, row)) for row in rows[1:]]
        complete = [case, *with_leg_orders(_with_person_codes(desk.ids, others))]
        changes = [change_of_new(row.record, row.id, row.values) for row in complete]
        entry = write_case(desk, unit, case.id, changes, urgent=urgent, named=named, said=TELLING)
        changed = Changed(frozenset(row.record.name for row in complete), case.id, case.id, (entry.dot,))
        made = NewCase(reference, case.id, tuple(row.id for row in complete), changed)
        if beside is not None:
            beside(unit, made)
    return made


def _as_here(unit: UnitOfWork, desk: Desk, row: PlannedRow) -> dict[str, Value]:
    """Return the values of a row of a document as they begin here: written by this officer, and signed by nobody."""
    return without_signing(row.record, stamp_private(unit, desk, row.record, row.values))


def today(desk: Desk) -> PartialDate:
    """Return today's date on the desk's clock, in the officer's time zone."""
    now = moment_now(desk)
    return PartialDate.of(now)


def _with_defaults(desk: Desk, unit: UnitOfWork, case: PlannedRow) -> tuple[PlannedRow, str]:
    given = {name: value for name, value in case.values.items() if value is not None}
    reference = _reference(desk.ids, unit, given.get("reference"))
    defaults: dict[str, Value] = {
        "status": "reported",
        "date_reported": today(desk),
        "sealing": "ordinary",
        "owner": desk.actor.officer,
    }
    return replace(case, values={**defaults, **given, "reference": reference}), reference


def _reference(ids: Ids, unit: UnitOfWork, given: Value) -> str:
    """Return a reference that no case here has.

    A document that was shown at another place brings its own reference, which must be unused here.
    """
    if given is not None:
        try:
            reference = parse_reference(str(given))
        except UserError as error:
            raise _bad_reference(error.beside("case.reference")) from None
        if _is_used(unit, reference):
            raise _bad_reference(FieldProblem("case.reference", _("This reference is already in use.")))
        return reference
    return free_reference(ids, unit)


def free_reference(ids: Ids, unit: UnitOfWork) -> str:
    """Return a neutral reference that no case here has."""
    while _is_used(unit, reference := make_reference(ids.noise(8))):
        pass
    return reference


def _bad_reference(problem: FieldProblem) -> UserError:
    return UserError("bad-document", _("The document was refused, and nothing was stored."), fields=(problem,))


def _is_used(unit: UnitOfWork, reference: str) -> bool:
    return bool(unit.find_rows(_CASE, where={"reference": reference}, with_deleted=True))


def _with_person_codes(ids: Ids, rows: list[PlannedRow]) -> list[PlannedRow]:
    used = {str(row.values["person_code"]) for row in rows if row.values.get("person_code")}
    complete = []
    for row in rows:
        if row.record is _PERSON and not row.values.get("person_code"):
            code = make_person_code(ids, used)
            used.add(code)
            complete.append(replace(row, values={**row.values, "person_code": code}))
        else:
            complete.append(row)
    return complete


def free_person_code(ids: Ids, unit: UnitOfWork, case: bytes) -> str:
    """Return a code that no person of a case has, in the trash or not."""
    people = unit.find_rows(_PERSON, case=case, with_deleted=True)
    return make_person_code(ids, {str(person["person_code"]) for person in people})


def make_person_code(ids: Ids, used: set[str]) -> str:
    """Return a neutral code such as "P-7K2M" that is not in use: it tells no role and no count."""
    while True:
        characters = (ALPHABET[byte & 31] for byte in ids.noise(_CODE_CHARACTERS))
        code = "P-" + "".join(characters)
        if code not in used:
            return code
