"""The officers' sealing keys that this store knows of: only to these is its next key sealed."""

from tipdesk.domain.records import BY_NAME
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.keys.officers.register_key import OFFICER_KEY


def known_seal_keys(reader: Reader, desk: Desk) -> frozenset[bytes]:
    """Return those that headquarters has accepted, and those that were registered on this PC.

    Disabled officers are among them: whether their slot goes is a supervisor's to say.
    """
    found = {key for row in reader.find_rows(BY_NAME["Officer"]) if isinstance(key := row["seal_key"], bytes)}
    here = reader.find_rows(OFFICER_KEY, where={"device": desk.place.device})
    return frozenset(found | {key for row in here if isinstance(key := row["seal_key"], bytes)})
