"""Whether the sealed files of this home are what their rows name: none altered, and none lost that was taken in here.

A file that another PC took in may not have arrived yet, and is missed by nobody. Reading them all takes as long as the
disk needs for it.
"""

from tipdesk.domain.ids import id_text
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.files import ATTACHMENT
from tipdesk.services.desk import Desk, Reader

_CONTENT = ATTACHMENT.by_name["content_id"].number


def check_files(desk: Desk) -> list[str]:
    """Return what is wrong with the sealed files of this home, by ids; nothing where all is well."""
    altered = [one.hex() for one in desk.files.find_held() if not desk.files.is_whole(one)]
    with desk.read() as reader:
        rows = reader.find_rows(ATTACHMENT, with_deleted=True)
        lost = [row for row in rows if _is_missing(desk, row) and _is_from_here(reader, desk, row)]
    return [
        *(f"the sealed file {one} was altered" for one in altered),
        *(f"the sealed file of {id_text(row.id)} is missing" for row in lost),
    ]


def _is_missing(desk: Desk, row: Row) -> bool:
    content_id = row["content_id"]
    return isinstance(content_id, bytes) and not desk.files.is_here(content_id)


def _is_from_here(reader: Reader, desk: Desk, row: Row) -> bool:
    """Tell whether a file was taken in by this PC, in this or an earlier log of it."""
    return any(reader.device_of_log(dot.log) == desk.place.device for dot in row.dots.get(_CONTENT, ()))
