"""Finding what a reference means: a case by the reference people read, a row by the id that a field holds.

Promises a refusal with a sentence where there is no such case or row. A field that refers to a record of the case scope
may name rows of its own case only; one that refers to the directory may name an officer by login as well.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import parse_id
from tipdesk.domain.kinds import Refer, Referred
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.reference import parse_reference
from tipdesk.domain.schema import Scope
from tipdesk.domain.texts import _
from tipdesk.services.desk import Actor, Desk, Reader
from tipdesk.services.directory.refer_to_directory import refer_to_directory
from tipdesk.services.eyes import knows_of
from tipdesk.services.look import no_such_case

_CASE = BY_NAME["Case"]


def get_case_id(desk: Desk, reference: str) -> bytes:
    """Return the id of the case with this reference. UserError `bad-reference`, `no-such-case`."""
    plain = parse_reference(reference)
    with desk.read() as reader:
        found = [row for row in reader.find_rows(_CASE, where={"reference": plain}) if knows_of(reader, desk, row)]
    if not found:
        raise no_such_case(plain)
    return found[0].id


def refer_in(reader: Reader, case: bytes, actor: Actor) -> Refer:
    """Return how the references of a case's records are found."""

    def refer(name: str, given: object) -> Referred:
        if name not in BY_NAME:
            raise UserError("no-such-row", _("Say of which record it is, and its id, like “Person 01930e2e-…”."))
        record = BY_NAME[name]
        if record.scope is not Scope.CASE:
            return Referred(name, refer_to_directory(reader, actor, record, given))
        row = given if isinstance(given, bytes) else parse_id(str(given))
        found = reader.get_row(record, row)
        if found is None or found.case != case or found.deleted:
            raise UserError("no-such-row", _("There is no such {record} in this case."), record=record.name)
        return Referred(name, row)

    return refer
