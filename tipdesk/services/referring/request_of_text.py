"""What is asked of an agency as the command line says it: `FIELD=VALUE …`, answers of both records together."""

from collections.abc import Sequence

from tipdesk.services.case.references import get_case_id
from tipdesk.services.case.set_fields import pick_row, read_pairs
from tipdesk.services.desk import Desk
from tipdesk.services.referring.drawing import GIVEN, REFERRAL, Request


def request_of_text(desk: Desk, reference: str, row: str | None, pairs: Sequence[str]) -> tuple[bytes, Request]:
    """Return the case with this reference, and what is asked in it: anew, or on a referral that is there, by its id.

    An answer that is not given stays as it is. Raises the UserErrors of `read_pairs` and `pick_row`.
    """
    given = read_pairs(pairs)
    referral = {name: value for name, value in given.items() if name not in GIVEN}
    transfer = {name: value for name, value in given.items() if name in GIVEN}
    if row is None:
        return get_case_id(desk, reference), Request(desk.ids.new_id(), referral, transfer)
    seen = pick_row(desk, reference, REFERRAL.name, row)
    return seen.case or b"", Request(seen.id, referral, transfer, seen.version)
