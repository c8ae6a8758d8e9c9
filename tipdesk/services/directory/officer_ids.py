"""One person under several ids: an officer has a row for each PC with keys of their own, joined by `Officer.same_as`.

Whether two ids are the same person is always asked here, of the directory as this store has it.
"""

from tipdesk.domain.records import BY_NAME
from tipdesk.services.desk import Reader

_OFFICER = BY_NAME["Officer"]


def ids_of(reader: Reader, officer: bytes) -> frozenset[bytes]:
    """Return every id under which an officer is known, the given one among them."""
    row = reader.get_row(_OFFICER, officer)
    joined = row["same_as"] if row else None
    first = joined if isinstance(joined, bytes) else officer
    return frozenset({officer, first, *(other.id for other in reader.find_rows(_OFFICER, where={"same_as": first}))})
