"""What a new row holds where nobody gives anything else, as its record declares it.

It is the moment, the officer or a usual code. Editors, documents and the command line all begin a row here, so that it
begins the same whichever way it is made. A value that is given always goes before one that the row would begin with.
"""

from collections.abc import Mapping

from tipdesk.domain.kinds import ACTOR, NOW, Value
from tipdesk.domain.schema import RecordType
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import Desk


def with_beginnings(desk: Desk, record: RecordType, given: Mapping[str, object]) -> dict[str, object]:
    """Return what was given for a new row, completed with what its empty fields begin with."""
    return {**given, **{name: value for name, value in begin_record(desk, record).items() if _is_left(given, name)}}


def begin_record(desk: Desk, record: RecordType) -> dict[str, Value]:
    """Return the values that a new row of this record begins with, by field name."""
    known: dict[str, Value] = {NOW: moment_now(desk), ACTOR: desk.actor.officer}
    return {field.name: known.get(field.begins, field.begins) for field in record.fields if field.begins}


def _is_left(given: Mapping[str, object], name: str) -> bool:
    """Tell whether nothing was given for a field."""
    return given.get(name) in (None, "")
