"""Find what a reference to the directory means: a row by its id, an officer also by login.

References to rows of a case are found by `services/case/rules` instead.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import is_id, parse_id
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _
from tipdesk.services.desk import Actor, Reader

_OFFICER = BY_NAME["Officer"]


def refer_to_directory(reader: Reader, actor: Actor, record: RecordType, given: object) -> bytes:
    """Return the id of a row of the directory, given by id or, for an officer, by login.

    The officer at the desk is known even before headquarters has sent the directory. Raises UserError `no-such-row`,
    and `unknown-officer` for a login that nobody has.
    """
    if record is _OFFICER and isinstance(given, str):
        named = reader.find_rows(record, where={"login": given.strip()})
        if named or given.strip() == actor.login:
            return named[0].id if named else actor.officer
        if not is_id(given):
            raise UserError(
                "unknown-officer", _("There is no officer with the login name “{login}”."), login=given[:40]
            )
    row = given if isinstance(given, bytes) else parse_id(str(given))
    found = reader.get_row(record, row)
    if (found is None or found.deleted) and row != actor.officer:
        raise UserError("no-such-row", _("There is no such {record} in the directory."), record=record.name)
    return row
