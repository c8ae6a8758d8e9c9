"""What a new row has where nothing else is given, as its declaration says: the moment, the officer, a usual code.

Promises the same beginning for editors, documents and the command line. Whoever knows better gives another value.
"""

from collections.abc import Mapping

from tipdesk.domain.kinds import ACTOR, NOW, Value
from tipdesk.domain.schema import RecordType
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import Desk


def with_beginnings(desk: Desk, record: RecordType, given: Mapping[str, object]) -> dict[str, object]:
    """Return what was given for a new row, with what its fields begin with where nothing was."""
    return {**given, **{name: value for name, value in begin_record(desk, record).items() if _is_left(given, name)}}


def begin_record(desk: Desk, record: RecordType) -> dict[str, Value]:
    """Return what a new row of this record begins with, by field name."""
    known: dict[str, Value] = {NOW: moment_now(desk), ACTOR: desk.actor.officer}
    return {field.name: known.get(field.begins, field.begins) for field in record.fields if field.begins}


def _is_left(given: Mapping[str, object], name: str) -> bool:
    return given.get(name) in (None, "")
