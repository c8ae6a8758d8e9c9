"""Withdraw a certificate, with a reason: every PC that hears of it says from then on that it was withdrawn.

Its number is not given again. What the participant attended and the marks stay as they are; skills that were given for
it are taken by a deed of their own (`skills`).
"""

from collections.abc import Mapping

from tipdesk.domain.errors import UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.registers import Act
from tipdesk.domain.schema import Scope
from tipdesk.domain.texts import _
from tipdesk.services.access.deciding import check_reason
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.fields import change_of_deletion, change_of_row
from tipdesk.services.look import deed
from tipdesk.services.outreach.rooms import CERTIFICATE, PERSON, permit_headquarters
from tipdesk.services.registers.kept import permit_register
from tipdesk.services.results import Changed


def withdraw_certificate(desk: Desk, number: str, reason: str) -> Changed:
    """Withdraw the certificate of this number.

    Raises UserError `not-headquarters`, `reason-needed`, `no-such-certificate`, and those of `permit_register`.
    """
    permit_headquarters(desk)
    words = check_reason(reason)
    with deed(desk) as unit:
        permit_register(desk, PERSON, Act.WRITE)
        seen = get_certificate(unit, number)
        emptied = {"certificate_no": None, "check_code": None, "refresher_due": None}
        held = unit.find_rows(PERSON, where={"certificate_no": seen["number"]})
        changes = [change for one in held if (change := change_of_row(one, emptied)) is not None]
        if changes:
            unit.append(Scope.REGISTER, None, changes, words)
        unit.append(Scope.DIRECTORY, None, [change_of_deletion(seen)], words)
    return Changed(frozenset({PERSON.name, CERTIFICATE.name}), None, seen.id)


def get_certificate(reader: Reader, number: str) -> Row:
    """Return the certificate of a number, however it is typed; raises UserError `no-such-certificate`."""
    return certificate_of(certificates_by_number(reader), number)


def certificates_by_number(reader: Reader) -> dict[str, Row]:
    """Return all certificates by their numbers, as `certificate_of` looks for them."""
    return {str(row["number"]).casefold(): row for row in reversed(reader.find_rows(CERTIFICATE))}


def certificate_of(known: Mapping[str, Row], number: str) -> Row:
    """Return the certificate of a number among those that are known; raises UserError `no-such-certificate`."""
    found = known.get(number.strip().casefold())
    if found is None:
        raise UserError("no-such-certificate", _("There is no certificate {number} here."), number=number[:40])
    return found
