"""Of a file that is kept by its hash alone headquarters keeps no byte, whichever way a part comes and why it goes.

A journey shows it on real homes (`journeys/test_no_byte_of_a_hash_only_file`).
"""

from __future__ import annotations

import hashlib
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.lab.simulation.ways import Stick
from tests.services.countries import Country, kept_aside
from tests.services.travelling import SMALL, a_country_with_cases, at_office, attach, part_of, records_only, refused
from tipdesk.services.headquarters.directory.revoke_device import revoke_device
from tipdesk.services.headquarters.intake.inbox import UnkeptError, open_inbox
from tipdesk.services.sticks.stick import BUNDLE

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def country() -> Country:
    """Headquarters and PCs of two posts, whose files go in small parts."""
    return a_country_with_cases()


def by_wire(country: Country, part: bytes) -> None:
    """Bring a part as the server does, which is told to let go of it."""
    with pytest.raises(UnkeptError):
        open_inbox(country.office.desk()).receive(part)


def by_stick(country: Country, part: bytes) -> None:
    """Bring a part on a stick."""
    stick = Stick(Random(1))
    stick.put(part, BUNDLE)
    at_office(country, stick)


def known(country: Country, content: bytes) -> bytes:
    """Let headquarters know the row of a file, and return a part of it."""
    records_only(country.post)
    country.sync()
    return part_of(country, content)


def refuse_no_byte(country: Country, part: bytes, reason: str) -> None:
    """Assert that what is left of a part is its hash, its size and the verdict."""
    [line] = kept_aside(country.office)
    assert (line.reason, line.verdict, line.size) == (reason, "refused", len(part))
    assert (line.digest, line.is_whole) == (hashlib.sha256(part).digest(), False)
    assert (country.office.files.held, country.office.files.under_way) == ({}, {})


@pytest.mark.parametrize("come", [by_wire, by_stick])
def test_no_byte_of_it_lies_at_headquarters(country: Country, come: Callable[[Country, bytes], None]) -> None:
    """The part goes; its hash, its size and the verdict stay."""
    part = known(country, attach(country.post, 1998, hash_only=True))
    come(country, part)
    refuse_no_byte(country, part, "hash-only")


def test_nor_where_it_is_refused_for_another_reason(country: Country) -> None:
    """A PC that was revoked, or whose part is not what it says, leaves no byte of a file either."""
    content = attach(country.post, 1998, hash_only=True)
    known(country, content)
    part = part_of(country, content, 1, digest=bytes(32))
    assert refused(country, part) == "altered"
    refuse_no_byte(country, part, "altered")
    revoke_device(country.office.desk(), country.post.device, None)
    part = part_of(country, content)
    assert refused(country, part) == "revoked"
    assert {one.is_whole for one in kept_aside(country.office)} == {False}


def test_what_came_before_its_row_said_so_goes(country: Country) -> None:
    """Parts that were under way are let go of when the next one is refused."""
    content = attach(country.post, 1998, hash_only=True)
    part = known(country, content)
    country.office.files.parts.keep_part(content, 0, country.post.files.held[content][:SMALL])
    assert refused(country, part) == "hash-only"
    refuse_no_byte(country, part, "hash-only")
