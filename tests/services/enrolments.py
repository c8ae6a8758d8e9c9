"""Enrolment as the tests of services do it: requests and grants by hand, and what a PC holds of the directory."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from tests.lab.simulation.truths import DIRECTORY
from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.records import BY_NAME
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.services.headquarters.directory.registry import DEVICE, OFFICER, POST, get_post
from tipdesk.services.headquarters.directory.writing import change_of
from tipdesk.services.headquarters.directory.writing import write_directory as save_directory
from tipdesk.services.headquarters.enrolment.enrol_device import enrol_device
from tipdesk.services.sync.enrolment import Enrolment, accept_grant, request_enrolment
from tipdesk.sync.document import REQUEST, Request, read_payload, write_payload

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.lab.simulation.sites import Site
    from tests.services.countries import Country
    from tipdesk.domain.schema import RecordType
    from tipdesk.services.headquarters.directory.add_post import NewPost

NOTE, CASE = BY_NAME["Note"], BY_NAME["Case"]


@contextmanager
def refused(code: str) -> Iterator[pytest.ExceptionInfo[TipdeskError]]:
    """Expect a refusal by name, with words."""
    with pytest.raises(TipdeskError) as caught:
        yield caught
    assert (caught.value.code, " " in caught.value.text(str)) == (code, True)


def ask(site: Site) -> Enrolment:
    """Let a PC make a request, with keys of its officer."""
    return request_enrolment(site.desk(), b"s" * 32, b"k" * 32)


def answer(country: Country, request: Enrolment, post: str | NewPost, **options: Any) -> bytes:  # noqa: ANN401 - as of `enrol_device`
    """Let headquarters answer a request; return the grant."""
    return enrol_device(country.office.desk(), request.document, post, request.fingerprint, **options)[1]


def accept(country: Country, site: Site, grant: bytes) -> None:
    """Let a PC take in its grant, the digits compared."""
    desk = country.office.desk()
    with desk.read() as reader:
        accept_grant(site.desk(), grant, desk.keys.fingerprint(get_keyset(reader).root))


def post_of(country: Country, site: Site) -> str:
    """Return the code of the post at which headquarters has a PC."""
    with country.office.desk().read() as reader:
        device = reader.get_row(DEVICE, site.device)
        assert device is not None
        place = device["post"]
        row = reader.get_row(POST, place) if isinstance(place, bytes) else None
    return str(row["code"]) if row else ""


def directory_of(site: Site) -> list[tuple[object, ...]]:
    """Return what a PC holds of the directory, with the dots of every field."""
    with site.desk().read() as reader:
        rows = [row for record in DIRECTORY for row in reader.find_rows(record, with_deleted=True)]
    return [
        (row.record.number, row.id, dict(row.values), {n: tuple(sorted(d)) for n, d in row.dots.items()}, row.siblings)
        for row in rows
    ]


def disputes_of(site: Site) -> list[object]:
    """Return what a PC shows as disputed in the directory."""
    return [row[-1] for row in directory_of(site) if row[-1]]


def changed(request: Enrolment, site: Site, **changes: object) -> Enrolment:
    """Return a request that says something else, rightly signed by its PC."""
    said = msgspec.structs.replace(read_payload(request.document, REQUEST, Request)[0], **changes)
    return Enrolment(write_payload(REQUEST, said, site.keys.signer), request.fingerprint)


def save(country: Country, record: RecordType, row: bytes, **given: object) -> None:
    """Change a row of the directory as headquarters does, having seen it."""
    desk = country.office.desk()
    with desk.work() as work:
        save_directory(desk, work, [change_of(record, row, given, work.get_row(record, row))])


def edit(country: Country, site: Site, times: int) -> None:
    """Change the rows of a PC, its officer and its post so many times, a field at a time."""
    with country.office.desk().read() as reader:
        post = get_post(reader, site.post).id
    for number in range(times):
        save(country, POST, post, name=f"Post in its {number}. year")
        save(country, OFFICER, site.actor.officer, name=f"Officer {number}")
        save(country, DEVICE, site.device, name=f"PC {number}")


def notes_of(site: Site, case: bytes) -> int:
    """Return how many notes of a case a PC holds."""
    with site.desk().read() as reader:
        return len(reader.find_rows(NOTE, case=case))


def holds(site: Site, case: bytes) -> bool:
    """Tell whether a PC holds a case."""
    with site.desk().read() as reader:
        return reader.get_row(CASE, case) is not None


def post_id(country: Country, code: str) -> bytes:
    """Return the id of a post."""
    with country.office.desk().read() as reader:
        return get_post(reader, code).id
