"""Find the referral that a slip answers, by its code, among all that the officer may know of."""

from typing import NamedTuple

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.slip_code import make_slip_code, parse_slip_code
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk
from tipdesk.services.eyes import knows_of
from tipdesk.services.referring.drawing import REFERRAL

_CASE = BY_NAME["Case"]


class Answered(NamedTuple):
    """The case, with its reference, and the referral that a slip belongs to."""

    case: bytes
    referral: bytes
    reference: str = ""


def find_by_slip(desk: Desk, text: str) -> Answered:
    """Return what a code on a slip leads to; it tells no more than that it is there.

    Raises UserError `bad-slip-code`, and `no-such-slip` for a code of no referral that the officer may know of.
    """
    code = parse_slip_code(text)
    with desk.read() as reader:
        for row in reader.find_rows(REFERRAL):
            case = reader.get_row(_CASE, row.case or b"")
            if make_slip_code(row.id) == code and case is not None and knows_of(reader, desk, case):
                return Answered(case.id, row.id, str(case["reference"] or ""))
    raise UserError("no-such-slip", _("No letter of this computer has the code {slip}."), slip=code)
