"""Files on their way while headquarters is not as it should be: every sync comes to its end, and nothing is lost.

Headquarters answers with a key that is not known here, or its disk has damaged a file that a PC lacks.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.fakes.keys import FakeKeys
from tests.lab.simulation.ways import Wire
from tests.services.travelling import SMALL, a_country_with_cases, attach, holds, is_receipted
from tipdesk.domain.errors import Trouble
from tipdesk.services.sticks.worth import take_all
from tipdesk.services.sync.carrier import Cancelled, Step, never, no_step
from tipdesk.services.sync.sync_now import sync_now
from tipdesk.sync.document import read_payload, write_payload
from tipdesk.sync.envelope import is_document, is_kind
from tipdesk.sync.wants import WANTS, Wants

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.services.countries import Country
    from tipdesk.services.sticks.worth import Sift

MOST_ASKED = 10
"""More questions than any of these files needs."""


@pytest.fixture
def country() -> Country:
    """Headquarters, two PCs of post A and one of post B, whose files go in small parts."""
    return a_country_with_cases()


@dataclass
class Strange(Wire):
    """A wire on which headquarters' words about files bear the signature of a key that nobody here knows."""

    def deliver(self, bundle: bytes, name: str, step: Step = no_step, cancelled: Cancelled = never) -> bytes:
        answer = super().deliver(bundle, name, step, cancelled)
        if not (is_document(answer) and is_kind(answer, WANTS)):
            return answer
        return write_payload(WANTS, read_payload(answer, WANTS, Wants)[0], FakeKeys.of("stranger").signer)


def test_a_word_that_is_not_believed_ends_the_sending_of_files(country: Country) -> None:
    """The records went and the sync ends well; no more parts are sent for nothing, and later the rest goes."""
    content = attach(country.post)
    report = sync_now(country.post.desk(), Strange(country.office.desk(), Random(0)), no_step, never)
    assert (report.waiting, report.files.parts, report.files.is_unheard) == (0, 1, True)
    assert not is_receipted(country.post, content)
    country.sync()
    assert holds(country.office, content)
    assert is_receipted(country.post, content)


@pytest.mark.parametrize("size", [100, 500, 1000])
def test_a_file_that_headquarters_has_damaged_does_not_come_without_end(country: Country, size: int) -> None:
    """The second PC does not get it, nor fetches it for ever; once headquarters has it whole again, it comes."""
    content = attach(country.post, size)
    country.sync()
    whole = country.office.files.held[content]
    country.office.files.held[content] = whole[:-1] + bytes([whole[-1] ^ 1])
    other, wire = country.posts[1], Counting(country.office.desk(), Random(0))
    sync_now(other.desk(), wire, no_step, never)
    assert not holds(other, content)
    country.office.files.held[content] = whole
    for _time in range(2):  # what came of the damaged one is found out first
        country.sync(other)
    assert holds(other, content)


@pytest.mark.parametrize("size", [100, 1000])
def test_a_file_that_was_damaged_on_its_way_down_comes_again(country: Country, size: int) -> None:
    """Headquarters' disk damages it after its first part went: the parts make no file; whole again, it comes."""
    content = attach(country.post, size)
    country.sync()
    whole = country.office.files.held[content]
    other = country.posts[1]
    other.files.parts.keep_part(content, 0, whole[:SMALL])
    country.office.files.held[content] = whole[:-1] + bytes([whole[-1] ^ 1])
    sync_now(other.desk(), Counting(country.office.desk(), Random(0)), no_step, never)
    assert not holds(other, content)
    country.office.files.held[content] = whole
    for _time in range(2):  # what came of the damaged one is found out first
        country.sync(other)
    assert holds(other, content)


@dataclass
class Counting(Wire):
    """A wire that counts the questions, and breaks when they have no end."""

    asked: int = 0

    def collect(
        self, fetch: bytes, step: Step = no_step, cancelled: Cancelled = never, sift: Sift = take_all
    ) -> Iterator[bytes]:
        self.asked += 1
        if self.asked > MOST_ASKED:
            raise Trouble("no-link", "It asks again and again.")
        return super().collect(fetch, step, cancelled, sift)
