"""Deeds on the files of a case: one taken in from a stick, and one exported to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.files import FakeSource
from tipdesk.adapters.files.file_source import FileSource
from tipdesk.domain.records import BY_NAME
from tipdesk.services.files.attach import attach
from tipdesk.services.files.attachments import reading_attachment
from tipdesk.services.files.export_attachment import export_attachment
from tipdesk.services.remembered.here import FREE_MEBIBYTES

if TYPE_CHECKING:
    from tests.lab.faults.place import Place
    from tests.lab.homes import Country
    from tipdesk.domain.rows import Row
    from tipdesk.homes.sessions import Session

CONTENT = b"an invented scan " * 9_000
GIVEN, OUT = "scan.png", "exported.png"
FILES = BY_NAME["Attachment"]


def attach_to_first(session: Session, source: FileSource | FakeSource) -> None:
    """Take a file into the first case; the small disks of the laboratory have no room to leave free."""
    with session.desk.work() as work:
        FREE_MEBIBYTES.keep(work, 0)
    _attach(session, source)


def _attach(session: Session, source: FileSource | FakeSource) -> None:
    with session.desk.read() as reader:
        case = reader.find_rows(BY_NAME["Case"])[0].id
    attach(session.desk, case, source, {"kind": "photo"})


def lay_on_stick(country: Country) -> None:
    """A scan lies on the stick, and the post may fill its disk."""
    post = country.post.open()
    with post.desk.work() as work:
        FREE_MEBIBYTES.keep(work, 0)
    post.close()
    (country.stick / GIVEN).write_bytes(CONTENT)


def take_in(place: Place) -> None:
    """Take the scan into the first case."""
    _attach(place.session, FileSource(place.country.stick / GIVEN))


def is_taken_in(place: Place) -> bool:
    """Tell whether there is a row of it, and each row of one opens to the whole file."""
    rows = files_in(place.session)
    return bool(rows) and all(content_of(place.session, row) == CONTENT for row in rows)


def take_in_before(country: Country) -> None:
    """A scan was taken in."""
    post = country.post.open()
    attach_to_first(post, FakeSource(GIVEN, CONTENT))
    post.close()


def export(place: Place) -> None:
    """Export it to the stick."""
    [row] = files_in(place.session)
    export_attachment(place.session.desk, row.case or b"", row.id, place.country.stick / OUT)


def is_exported(place: Place) -> bool:
    """Tell whether it lies on the stick."""
    out = place.country.stick / OUT
    return out.is_file() and out.read_bytes() == CONTENT


def half_exported(place: Place) -> list[str]:
    """No half file lies where it should have gone."""
    out = place.country.stick / OUT
    return ["half a file was exported"] if out.is_file() and out.read_bytes() != CONTENT else []


def files_in(session: Session) -> list[Row]:
    """Return the rows of files."""
    with session.desk.read() as reader:
        return reader.find_rows(FILES)


def content_of(session: Session, row: Row) -> bytes:
    """Return the bytes of a file."""
    with reading_attachment(session.desk, row.case or b"", row.id) as (_opened, chunks):
        return b"".join(chunks)
