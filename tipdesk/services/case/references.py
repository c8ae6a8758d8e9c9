"""Find a case by the reference that people read and type.

A case of which the officer may not know is refused exactly as if it were not there.
"""

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.reference import parse_reference
from tipdesk.services.desk import Desk
from tipdesk.services.eyes import knows_of
from tipdesk.services.look import no_such_case

_CASE = BY_NAME["Case"]


def get_case_id(desk: Desk, reference: str) -> bytes:
    """Return the id of the case with this reference.

    Raises UserError `bad-reference` where the text is no reference, and `no-such-case` where there is none, or none of
    which the officer may know.
    """
    plain = parse_reference(reference)
    with desk.read() as reader:
        found = [row for row in reader.find_rows(_CASE, where={"reference": plain}) if knows_of(reader, desk, row)]
    if not found:
        raise no_such_case(plain)
    return found[0].id
