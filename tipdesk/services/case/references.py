"""Finding a case by the reference people read.

Promises a refusal with a sentence where there is no such case, or none of which the officer may know.
"""

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.reference import parse_reference
from tipdesk.services.desk import Desk
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
