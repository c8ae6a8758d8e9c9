"""Files of cases on their way in a country in memory: how they are taken in, carried and counted.

Every file goes in small parts, so that a test of many parts takes milliseconds.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import msgspec

from tests.fakes.files import FakeSource
from tests.lab.simulation.ways import Stick, StickCarrier
from tests.services.countries import Country, a_country, first_case
from tests.services.writes import begin_case
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.domain.values import NamedRow
from tipdesk.services.fields import change_of_new
from tipdesk.services.headquarters.intake.receive_stick import StickResults, receive_stick
from tipdesk.services.remembered.link import FILE_TOLD, RECORDS_ONLY
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.files.queue import count_left
from tipdesk.services.sync.sync_now import SyncReport, sync_now
from tipdesk.sync.part import head_part, write_part

if TYPE_CHECKING:
    from tests.lab.simulation.sites import Site
    from tipdesk.domain.kinds import Value

SMALL = 64
ATTACHMENT = BY_NAME["Attachment"]


def a_country_with_cases() -> Country:
    """Return headquarters, two PCs of post A and one of post B, each with a case that headquarters has."""
    made = a_country({"A": 2, "B": 1})
    for site in (made.office, *made.posts):
        site.files.part_bytes = SMALL
    for site in made.posts:
        begin_case(site)
        made.sync(site)
    return made


def attach(site: Site, size: int = 1000, case: bytes | None = None, **given: Value) -> bytes:
    """Take a file into a case of a PC; return its content id."""
    desk = site.desk()
    taken = desk.files.take_in(FakeSource("scan.pdf", Random(size).randbytes(size)))
    of = case or first_case(site)
    values: dict[str, Value] = {
        "of_row": NamedRow(BY_NAME["Case"].number, of),
        "name": "scan.pdf",
        "digest": taken.digest,
        "content_id": taken.content_id,
        "file_key": taken.key,
        "size": taken.size,
        **given,
    }
    with desk.work() as work:
        work.append(Scope.CASE, of, [change_of_new(ATTACHMENT, desk.ids.new_id(), values)])
    return taken.content_id


def by_stick(country: Country, stick: Stick, site: Site | None = None) -> SyncReport:
    """Let a post sync by a stick."""
    one = site or country.post
    return sync_now(one.desk(), StickCarrier(stick, one.device), no_step, never)


def at_office(country: Country, stick: Stick) -> StickResults:
    """Let headquarters read a stick."""
    return receive_stick(country.office.desk(), stick)


def holds(site: Site, *contents: bytes) -> bool:
    """Tell whether a PC holds these files whole, and no part of them besides."""
    return all(site.files.is_here(one) for one in contents) and not set(site.files.under_way) & set(contents)


def is_receipted(site: Site, content: bytes) -> bool:
    """Tell whether headquarters has said to a PC that it holds a file."""
    with site.desk().read() as reader:
        return FILE_TOLD.of(content).get(reader).is_whole


def left(site: Site) -> tuple[int, int, int]:
    """Return how many files wait, their bytes, and how many are lacking."""
    with site.desk().work() as work:
        found = count_left(site.desk(), work)
    return found.count, found.size, found.lacking


def part_of(country: Country, content: bytes, number: int = 0, site: Site | None = None, **changes: object) -> bytes:
    """Return a part of a file as its PC sends it, with another header where `changes` say so."""
    author = site or country.post
    desk = author.desk()
    whole = author.files.held.get(content, bytes(2000))
    piece = whole[number * SMALL : (number + 1) * SMALL]
    header = head_part(author.device, first_case(author), content, len(whole), number, piece)
    return country.sealed(write_part(msgspec.structs.replace(header, **changes), piece, desk.keys.signer), author)


def refused(country: Country, bundle: bytes) -> str:
    """Return why headquarters refuses a part."""
    received = country.receive(bundle)
    assert received.receipt is None
    return received.reason


def records_only(site: Site, *, is_metered: bool = True) -> None:
    """Let only records go by wire from a PC, or files as well."""
    with site.desk().work() as work:
        RECORDS_ONLY.keep(work, is_metered)
