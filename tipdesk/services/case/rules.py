"""What an officer may write to a row of a case: the rules that every verb on a case checks before it writes.

They are checked in the unit of work that writes, so nothing can change in between, and against the row as its author
saw it. A masked field cannot be written, because its author does not know what would be replaced. Who wrote a private
note, and for which agency, is written by the program: nobody writes in another's name, and only the author sets or
changes the mark. A field that refers to a record of case scope may name only rows of its own case; one that refers to
the directory may name an officer by login as well.
"""

from collections.abc import Mapping

from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.ids import parse_id
from tipdesk.domain.kinds import Refer, Referred, Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action, Level, opens
from tipdesk.domain.rules.closing import CODE, find_frozen, is_closed, signed_with
from tipdesk.domain.schema import RecordType, Scope
from tipdesk.domain.texts import _
from tipdesk.services.audit import moment_now
from tipdesk.services.case.references import get_other_case
from tipdesk.services.desk import Actor, Desk, Reader
from tipdesk.services.directory.refer_to_directory import refer_to_directory
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import read_fields
from tipdesk.services.look import get_eyes
from tipdesk.services.relation import agency_of, authors_of, own_ids

_CASE, _TASK = BY_NAME["Case"], BY_NAME["Task"]
_ASSIGNS = {(_CASE.number, "owner"), (_TASK.number, "assigned_to")}
_ANSWERS = {(BY_NAME["Note"].number, name) for name in ("handled_by", "outcome")}
"""What is answered to whoever complains, or asks for a copy or a correction: never by the post that they ask about."""
_BAD_FIELDS = _("Some answers cannot be saved as they are.")
_STANDS = _("This stands as it was told.")
_PRIVACY, _AGENCY = "privacy", "agency"


def permit_edit(reader: Reader, desk: Desk, case: bytes) -> Eyes:
    """Return the eyes of an officer who may write to the case; raises the UserErrors of `get_eyes`."""
    return get_eyes(reader, desk, case, Action.EDIT)


def refer_in(reader: Reader, case: bytes, actor: Actor) -> Refer:
    """Return the function by which fields find the rows of this case, or of the directory, that they refer to."""

    def refer(name: str, given: object) -> Referred:
        if name not in BY_NAME:
            raise UserError("no-such-row", _("Say of which record it is, and its id, like “Person 01930e2e-…”."))
        record = BY_NAME[name]
        if record.scope is not Scope.CASE:
            return Referred(name, refer_to_directory(reader, actor, record, given))
        row = given if isinstance(given, bytes) else parse_id(str(given))
        found = reader.get_row(record, row)
        if found is None or case not in (found.case, found.id) or found.deleted:
            raise UserError("no-such-row", _("There is no such {record} in this case."), record=record.name)
        return Referred(name, row)

    return refer


def read_answers_in(
    reader: Reader, desk: Desk, case: bytes, record: RecordType, given: Mapping[str, object]
) -> tuple[dict[str, Value], list[FieldProblem]]:
    """Return the values of what was given for a row of a case, and a problem for each answer that is refused.

    It reads as `read_fields` does, with references found in this case and dates taken as of this moment. Another case
    is named by its reference, and only one of which the officer may know.
    """
    cases, unknown = _read_cases(reader, desk, case, record, given)
    refer = refer_in(reader, case, desk.actor)
    own = {name: answer for name, answer in given.items() if name not in cases and name not in unknown}
    values, problems = read_fields(desk.codes, record, own, record.name, refer, now=moment_now(desk))
    return {**values, **cases}, [*problems, *unknown.values()]


def _read_cases(
    reader: Reader, desk: Desk, case: bytes, record: RecordType, given: Mapping[str, object]
) -> tuple[dict[str, Value], dict[str, FieldProblem]]:
    """Return the ids of other cases that are named, and a problem for each that is not known here."""
    found: dict[str, Value] = {}
    unknown: dict[str, FieldProblem] = {}
    for field in record.fields:
        answer = given.get(field.name)
        meant = field.referred(case)
        if meant is None or meant.record != _CASE.name or not isinstance(answer, (str, bytes)) or not answer.strip():
            continue
        try:
            found[field.name] = get_other_case(reader, desk, case, answer)
        except UserError as error:
            unknown[field.name] = error.beside(f"{record.name}.{field.name}")
    return found, unknown


def refuse_own_verbs(record: RecordType) -> None:
    """Raise UserError `own-verbs` for a row that is not edited like others.

    Only verbs made for them write the rows that say who may see the case, and why.
    """
    if record.has_own_verbs:
        raise UserError("own-verbs", _("{record} is not edited here. Use “Who may see this case”."), record=record.name)


def refuse_closed(seen: Row, reader: Reader) -> None:
    """Raise UserError `signed-is-frozen` for a row that stands for good, so it cannot be put into the trash."""
    if is_closed(seen) or signed_with(seen, lambda record, row: reader.get_row(BY_NAME[record], row)) is not None:
        raise UserError(CODE, _("This stands as it was told, and is not put away. Add what is new beside it."))


def refuse_frozen(seen: Row, given: Mapping[str, object]) -> None:
    """Raise UserError `signed-is-frozen`, naming each given field that stands for good."""
    path = seen.record.name
    problems = tuple(FieldProblem(f"{path}.{name}", _STANDS) for name in find_frozen(seen, given))
    if problems:
        raise UserError(CODE, _("What was told stands. Add what is new beside it."), fields=problems)


def is_own_report(reader: Reader, desk: Desk, case: bytes, report: bytes) -> bool:
    """Tell whether the officer at the desk is the one who wrote a report of this case in the first place."""
    story = reader.find_happenings(case, report)
    return bool(story) and story[-1].actor in own_ids(reader, desk)


def find_not_theirs(eyes: Eyes, seen: Row, given: Mapping[str, object]) -> list[FieldProblem]:
    """Return a problem for each given field that is not the officer's to change.

    These are fields they may not see, and those that only the program or headquarters writes.
    """
    fixed, path = set[str](), seen.record.name
    if seen.record is _CASE:
        fixed = {"reference"} if eyes.desk.place.is_headquarters else {"reference", "register_no"}
    problems = []
    for name in given:
        field = seen.record.by_name.get(name)
        if field is None:
            continue
        if name in seen.masked or not opens(eyes.level, field.sensitivity):
            problems.append(FieldProblem(f"{path}.{name}", _("You may not see this answer, so you cannot change it.")))
        elif name in fixed or field.by_program:
            problems.append(FieldProblem(f"{path}.{name}", _("This is given by the program or by headquarters.")))
    return problems


def find_self_given(eyes: Eyes, record: RecordType, values: Mapping[str, Value]) -> list[FieldProblem]:
    """Return a problem where somebody without full sight of a case would hand it on, or take it themself.

    Whoever is given a case, or a task in it, sees all of it: a supervisor or an assigned officer decides that. So it is
    where a post would answer a complaint, which is headquarters' to answer.
    """
    given = [name for name, value in values.items() if value is not None]
    answers = [name for name in given if (record.number, name) in _ANSWERS]
    if answers and not eyes.desk.place.is_headquarters:
        return [
            FieldProblem(f"{record.name}.{name}", _("Headquarters answers this, not the post.")) for name in answers
        ]
    named = [name for name in given if (record.number, name) in _ASSIGNS]
    if not named or eyes.level_for(Action.UNMASK) >= Level.FULL:
        return []
    sentence = _("Your supervisor or the officer in charge decides this.")
    return [FieldProblem(f"{record.name}.{name}", sentence) for name in named]


def refuse_fields(problems: list[FieldProblem]) -> None:
    """Raise UserError `bad-fields`, which names every refused field; do nothing where there is none."""
    if problems:
        raise UserError("bad-fields", _BAD_FIELDS, fields=tuple(problems))


def stamp_private(reader: Reader, desk: Desk, record: RecordType, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the values of a new row, with author and agency where it is a private note, without them elsewhere.

    A private file names neither: whoever took it in is its author (`eyes`).
    """
    if _PRIVACY not in record.by_name:
        return dict(values)
    plain = {name: value for name, value in values.items() if not record.by_name[name].by_program}
    if not plain.get(_PRIVACY) or _AGENCY not in record.by_name:
        return plain
    return {**plain, "author": desk.actor.officer, "agency": agency_of(reader, desk)}


def find_signing(record: RecordType, given: Mapping[str, object]) -> list[FieldProblem]:
    """Return a problem for each given field that signing fills, and nothing else."""
    sentence = _("This is filled when it is signed, and in no other way.")
    return [FieldProblem(f"{record.name}.{name}", sentence) for name in _by_signing(record) if given.get(name)]


def without_signing(record: RecordType, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the values of a row of a document: what was signed elsewhere comes in as a draft, and is signed here."""
    left_out = _by_signing(record)
    return {name: value for name, value in values.items() if name not in left_out}


def _by_signing(record: RecordType) -> tuple[str, ...]:
    is_signed = record.closed is not None and record.closed.by_signature
    return tuple(field.name for field in record.fields if field.by_program) if is_signed else ()


def _authors(reader: Reader, seen: Row) -> frozenset[Value]:
    return authors_of(seen, lambda: reader.find_authors(seen.case or seen.id))


def find_not_author(reader: Reader, desk: Desk, seen: Row, given: Mapping[str, object]) -> list[FieldProblem]:
    """Return a problem where somebody other than its author would mark a note as private, or change that mark."""
    if _PRIVACY not in seen.record.by_name or _PRIVACY not in given or _authors(reader, seen) <= own_ids(reader, desk):
        return []
    sentence = _("Write a new note and mark it: this one stands as its author wrote it.")
    return [FieldProblem(f"{seen.record.name}.{_PRIVACY}", sentence)]
