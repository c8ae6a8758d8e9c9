"""Find a case by the reference that people read and type, and tell by which reference people know it.

A case of which the officer may not know is refused exactly as if it were not there.
"""

from collections.abc import Iterable

from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import parse_id
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.reference import parse_reference
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.eyes import knows_of
from tipdesk.services.look import no_such_case

_CASE = BY_NAME["Case"]
_SHORTEST_ID = 32


def get_case_id(desk: Desk, reference: str) -> bytes:
    """Return the id of the case with this reference.

    Raises UserError `bad-reference` where the text is no reference, and `no-such-case` where there is none, or none of
    which the officer may know.
    """
    with desk.read() as reader:
        return case_id_in(reader, desk, reference)


def case_id_in(reader: Reader, desk: Desk, reference: str) -> bytes:
    """Return the id of the case with this reference, within a read that the caller has opened."""
    plain = parse_reference(reference)
    found = [row for row in reader.find_rows(_CASE, where={"reference": plain}) if knows_of(reader, desk, row)]
    if not found:
        raise no_such_case(plain)
    return found[0].id


def get_other_case(reader: Reader, desk: Desk, case: bytes, given: object) -> bytes:
    """Return the id of another case than this one, which is named by its reference or its id.

    Raises UserError `same-case` where it is this one, and those of `get_case_id`.
    """
    if not isinstance(given, bytes) and len(str(given).strip()) < _SHORTEST_ID:
        other = case_id_in(reader, desk, str(given))
    else:
        other = given if isinstance(given, bytes) else parse_id(str(given))
        held = reader.get_row(_CASE, other)
        if held is None or not knows_of(reader, desk, held):
            raise no_such_case()
    if other == case:
        raise UserError("same-case", _("This is the case itself. Name another case."))
    return other


def references_of(reader: Reader, desk: Desk, cases: Iterable[object]) -> dict[bytes, str]:
    """Return the references of those of these cases of which the officer may know, by id."""
    held = [reader.get_row(_CASE, case) for case in cases if isinstance(case, bytes)]
    return {row.id: str(row["reference"]) for row in held if row is not None and knows_of(reader, desk, row)}
