"""The telephone number of an agency in headquarters' directory, by which whoever rings for it is rung back."""

from tipdesk.domain.records import BY_NAME
from tipdesk.services.desk import Desk

_AGENCY = BY_NAME["Agency"]


def find_agency_number(desk: Desk, agency: bytes) -> str:
    """Return the number, "" where the directory has none."""
    with desk.read() as reader:
        row = reader.get_row(_AGENCY, agency)
    return str(row["phone"] or "") if row is not None else ""
