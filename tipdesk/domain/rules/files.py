"""Who may open the bytes of a file: a picture or a scan tells who somebody is, whatever its row is called.

A file of a row that tells where somebody is safe tells that, too.
"""

from tipdesk.domain.kinds import Sensitivity
from tipdesk.domain.records import BY_NAME, BY_NUMBER
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Level, opens
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.values import NamedRow

ATTACHMENT = BY_NAME["Attachment"]


def may_open(level: Level, attachment: Row) -> bool:
    """Tell whether a level opens the bytes of a file, as its row names them."""
    return opens(level, max(map(_class_of, live_values(attachment, "of_row"))))


def _class_of(named: object) -> Sensitivity:
    record = BY_NUMBER.get(named.record) if isinstance(named, NamedRow) else None
    fields = record.fields if record is not None else ()
    tells_refuge = any(field.sensitivity is Sensitivity.REFUGE for field in fields)
    return Sensitivity.REFUGE if tells_refuge else Sensitivity.IDENTITY
