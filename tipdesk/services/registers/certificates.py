"""The certificates that the officer at the desk may read: everybody their own, who keeps the trainings all of them.

Certificates stand in the directory, so that every post has them; they tell no marks.
"""

from tipdesk.domain.ordering import in_order
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.registers import reads_certificate
from tipdesk.services.desk import Desk
from tipdesk.services.relation import own_ids

CERTIFICATE = BY_NAME["Certificate"]


def find_certificates(desk: Desk) -> list[Row]:
    """Return the certificates that the officer may read, the latest first."""
    roles, is_headquarters = desk.actor.roles, desk.place.is_headquarters
    with desk.read() as reader:
        mine = own_ids(reader, desk)
        found = [
            row
            for row in reader.find_rows(CERTIFICATE)
            if reads_certificate(roles, is_own=row["officer"] in mine, is_headquarters=is_headquarters)
        ]
    return [*in_order(found, desk.codes)]
