"""Deeds with a file of a case: taken in from a stick, and exported to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.adapters.files.file_source import FileSource
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.files import ATTACHMENT
from tipdesk.services.files.attach import attach
from tipdesk.services.files.attachments import reading_attachment
from tipdesk.services.files.export_attachment import export_attachment

if TYPE_CHECKING:
    from pathlib import Path

    from tests.lab.faults.place import Place
    from tests.lab.homes import Country
    from tipdesk.domain.rows import Row
    from tipdesk.homes.sessions import Session

PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 600
"""Three chunks of a sealed file, the last of them short."""
GIVEN, LEFT = "given.jpg", "left.jpg"


def bring(country: Country) -> None:
    """A photograph lies on the stick."""
    (country.stick / GIVEN).write_bytes(PHOTO)


def bring_and_attach(country: Country) -> None:
    """The photograph was taken in before."""
    bring(country)
    post = country.post.open()
    attach_to_first(post, country.stick / GIVEN)
    post.close()


def attach_to_first(session: Session, path: Path) -> None:
    """Take a file into the first case of a home."""
    with session.desk.read() as reader:
        case = reader.find_rows(BY_NAME["Case"])[0]
    attach(session.desk, case.id, FileSource(path), {"kind": "photo"})


def attach_it(place: Place) -> None:
    """Take the photograph in."""
    attach_to_first(place.session, place.country.stick / GIVEN)


def is_attached(place: Place) -> bool:
    """Tell whether there is a row of it, and every row opens what was given."""
    rows = _rows(place)
    return bool(rows) and all(_opened(place, row) == PHOTO for row in rows)


def is_untouched(place: Place) -> list[str]:
    """What was given is as it was."""
    return [] if (place.country.stick / GIVEN).read_bytes() == PHOTO else ["what was given was altered"]


def export(place: Place) -> None:
    """Export it to the stick."""
    row = _rows(place)[0]
    export_attachment(place.session.desk, _case_of(row), row.id, place.country.stick / LEFT)


def is_exported(place: Place) -> bool:
    """Tell whether the stick has it."""
    return (place.country.stick / LEFT).is_file() and (place.country.stick / LEFT).read_bytes() == PHOTO


def no_half_export(place: Place) -> list[str]:
    """What lies under the name of the export is all of it."""
    left = place.country.stick / LEFT
    return ["half a file was exported"] if left.exists() and not is_exported(place) else []


def _rows(place: Place) -> list[Row]:
    with place.session.desk.read() as reader:
        return reader.find_rows(ATTACHMENT)


def _case_of(row: Row) -> bytes:
    return row.case or b""


def _opened(place: Place, row: Row) -> bytes:
    with reading_attachment(place.session.desk, _case_of(row), row.id) as (_opened, chunks):
        return b"".join(chunks)
