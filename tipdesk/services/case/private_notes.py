"""Notes that are for some eyes only: who wrote them, and for which agency, is written down by the program.

Promises that nobody writes in another's name, and that the mark is set or changed by the author alone. Whoever may not
read such a note cannot change or delete it either, since they are never shown it.
"""

from collections.abc import Mapping

from tipdesk.domain.errors import FieldProblem
from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.relation import agency_of, own_ids

_PRIVACY = "privacy"


def stamp_private(reader: Reader, desk: Desk, record: RecordType, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the values of a new row, with author and agency where it is a private note, without them elsewhere."""
    if _PRIVACY not in record.by_name:
        return dict(values)
    plain = {name: value for name, value in values.items() if not record.by_name[name].by_program}
    if not plain.get(_PRIVACY):
        return plain
    return {**plain, "author": desk.actor.officer, "agency": agency_of(reader, desk)}


def find_not_author(reader: Reader, desk: Desk, seen: Row, given: Mapping[str, object]) -> list[FieldProblem]:
    """Return a problem where somebody else than its author would mark a note, or change its mark."""
    if _PRIVACY not in seen.record.by_name or _PRIVACY not in given or seen["author"] in own_ids(reader, desk):
        return []
    sentence = _("Write a new note and mark it: this one stands as its author wrote it.")
    return [FieldProblem(f"{seen.record.name}.{_PRIVACY}", sentence)]
