"""How headquarters writes the directory: checked like any record, one entry a deed, parked entries judged again.

Only headquarters writes it, and there only officers whose role that is; one such officer must always be left.
"""

from collections.abc import Mapping, Sequence

from tipdesk.domain.changes import Change, Entry
from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType, Scope
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.headquarters.directory.parking import judge_parked
from tipdesk.services.headquarters.directory.registry import OFFICER, read_registry

DIRECTORY_ROLES = frozenset({"administrator", "coordinator"})


def change_of(record: RecordType, row: bytes, given: Mapping[str, object], seen: Row | None = None) -> Change:
    """Return the change that writes these values; raises UserError `bad-fields`, naming each field that is refused."""
    fields, problems = {}, []
    for name, value in given.items():
        field = record.by_name[name]
        try:
            fields[field.number] = field.to_wire(field.read(value))
        except UserError as refusal:
            problems.append(refusal.beside(name))
    missing = [field for field in record.fields if field.required and not seen and given.get(field.name) in (None, "")]
    problems += [FieldProblem(field.name, _("This must be filled in.")) for field in missing]
    if problems:
        raise UserError("bad-fields", _("Some fields cannot be taken as they are."), fields=tuple(problems))
    replaces = {number: seen.replaced_by_write(number) for number in fields} if seen else {}
    return Change(record.number, row, fields, replaces)


def changes_of(record: RecordType, row: bytes, given: Mapping[str, object], seen: Row | None) -> list[Change]:
    """Return, in a list, the change that writes those of these values that differ from the row; empty where none does.

    What stays the same keeps the entry that first said it. Raises the UserErrors of `change_of`.
    """
    whole = change_of(record, row, given, seen)
    if seen is None:
        return [whole]
    fields = {
        number: wire
        for number, wire in whole.fields.items()
        if (field := record.by_number[number]).name in seen.siblings or field.to_wire(seen[field.name]) != wire
    }
    return [Change(record.number, row, fields, {number: whole.replaces[number] for number in fields})] if fields else []


def permit_directory(desk: Desk) -> None:
    """Refuse an officer who may not change the directory; raises UserError `not-headquarters` or `not-allowed`."""
    if not desk.place.is_headquarters:
        raise UserError("not-headquarters", _("Only headquarters can change the directory."))
    if not desk.actor.roles & DIRECTORY_ROLES:
        raise UserError("not-allowed", _("Only an administrator or a coordinator can change the directory."))


def write_directory(desk: Desk, work: UnitOfWork, changes: Sequence[Change], reason: str | None = None) -> Entry:
    """Append one entry of the directory, judge again what was parked, and return the entry.

    Raises the UserErrors of `permit_directory`, and `last-one` where nobody would be left who keeps the directory.
    """
    permit_directory(desk)
    entry = work.append(Scope.DIRECTORY, None, changes, reason)
    if any(change.record == OFFICER.number for change in changes):
        _refuse_lockout(work)
    judge_parked(desk, work)
    return entry


def _refuse_lockout(work: UnitOfWork) -> None:
    """Raise UserError `last-one` where no officer would be left who can change the directory.

    Without this, disabling one officer could leave a directory that nobody can ever change again.
    """
    place = read_registry(work).headquarters
    for row in work.find_rows(OFFICER, where={"post": place}):
        roles = row["roles"]
        if row["disabled"] is not True and isinstance(roles, frozenset) and roles & DIRECTORY_ROLES:
            return
    raise UserError("last-one", _("One administrator or coordinator must be left at headquarters."))
