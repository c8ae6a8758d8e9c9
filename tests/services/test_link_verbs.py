"""The verbs behind the sync screen: digits of a receipt, the address, the queue, and what a sync leaves behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.linked import World, standing_world
from tipdesk.domain.errors import UserError
from tipdesk.services.headquarters.intake.list_posts import list_posts
from tipdesk.services.headquarters.intake.receive_bundle import receive_bundle
from tipdesk.services.quarantine.quarantined import discard_quarantined, find_quarantined, get_quarantined
from tipdesk.services.remembered.office import ARRIVALS, LAST_HEARD
from tipdesk.services.remembered.shapes import LastSync
from tipdesk.services.sync.enrolment import change_address
from tipdesk.services.sync.pull.receipt_digits import grouped, parse_receipt_digits, receipt_digits
from tipdesk.services.sync.push.make_bundles import make_bundles
from tipdesk.services.sync.see_link import see_link
from tipdesk.services.sync.speed import speed_of
from tipdesk.services.sync.sync_now import ANYTHING, exchange
from tipdesk.sync.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Headquarters and one enrolled post, shared by the tests of this file in their order."""
    with standing_world(tmp_path_factory.mktemp("verbs")) as made:
        made.enrol()
        yield made


def no_step(_done: int, _total: int) -> None:
    """Take a step that nobody watches."""


def never() -> bool:
    """Nobody cancels."""
    return False


def refused_bundle(world: World) -> None:
    """Hand headquarters a damaged bundle."""
    world.worry()
    bundle = next(iter(make_bundles(world.post.desk))).content
    receive_bundle(world.headquarters.desk, bundle[:-40] + bytes(40), "damaged.tdb")


@given(st.binary(min_size=1, max_size=LIMITS.receipt))
def test_digits_come_back(document: bytes) -> None:
    """Any receipt survives as digits, with and without gaps."""
    digits = receipt_digits(document)
    assert parse_receipt_digits(digits) == document
    assert parse_receipt_digits(grouped(digits)) == document


@pytest.mark.parametrize("text", ["", "12a", "12345", "9" * 5000, "٣" * 30, "-", "1" * 1200])
def test_bad_digits_are_refused(text: str) -> None:
    """What can be no receipt is refused before anything reads it."""
    with pytest.raises(UserError) as refusal:
        parse_receipt_digits(text)
    assert refusal.value.code == "bad-receipt-digits"


@pytest.mark.parametrize(
    "address",
    ["http://a:1", "https://", "a:8443", "https://a b", "https://a:99999", "https://u@a", "https://a?x", "https://a:0"],
)
def test_an_address_that_is_none(world: World, address: str) -> None:
    """A bad address is refused by its field and nothing is kept."""
    with pytest.raises(UserError) as refusal:
        change_address(world.post.desk, address)
    assert [one.path for one in refusal.value.fields] == ["address"]
    assert see_link(world.post.desk).status.address == "https://127.0.0.1:9"


def test_an_address_is_kept_and_given_back(world: World) -> None:
    """A good address is kept; empty text goes back to the granted one."""
    change_address(world.post.desk, " https://10.1.2.3:8443/ ")
    assert see_link(world.post.desk).status.address == "https://10.1.2.3:8443"
    change_address(world.post.desk, "")
    assert see_link(world.post.desk).status.address == "https://127.0.0.1:9"


def test_the_queue(world: World) -> None:
    """What waits stands with its case, its records and its bytes; looks are not counted."""
    reference = world.worry()
    queue = see_link(world.post.desk, with_queue=True).queue
    assert queue is not None
    assert (queue.count, [line.reference for line in queue.lines]) == (1, [reference])
    assert "Report" in queue.lines[0].kinds
    assert queue.size >= queue.lines[0].size > 0


def test_a_sync_is_remembered(world: World) -> None:
    """After a sync by wire the time, the bytes and the speed stand; screens hear only when something came."""
    world.worry()
    waiting = see_link(world.post.desk, with_queue=True).queue
    assert waiting is not None
    done = exchange(world.post.desk, world.wire, no_step, never)
    link = see_link(world.post.desk, with_queue=True)
    assert done.changed is ANYTHING
    assert link.wire is not None
    assert (link.wire.entries, link.wire.at) == (waiting.count, done.at)
    assert link.wire.size > 0
    assert link.queue is not None
    assert link.queue.count == 0
    assert link.receipt is not None
    assert link.stick is None


def test_speeds() -> None:
    """Too few bytes, or a clock that was moved back, leave the speed known before."""
    before = LastSync(1, 1, 5000, 1, 700)
    assert speed_of(10_000, 2_000, before) == 5_000
    assert speed_of(100, 2_000, before) == 700
    assert speed_of(10_000, -5, None) == 0


def test_headquarters_knows_who_came(world: World) -> None:
    """Each bundle is remembered with its verdict; a refused one is no sign of life of anybody."""
    device = world.post.desk.place.device
    hq = world.headquarters.desk
    with hq.read() as reader:
        before = LAST_HEARD.of(device).get(reader)
    refused_bundle(world)
    with hq.read() as reader:
        assert ARRIVALS.get(reader)[0].verdict == "refused"
        assert LAST_HEARD.of(device).get(reader) == before
    posts = list_posts(hq)
    assert posts.quarantined == 1
    (post,) = posts.posts
    assert (post.code, len(post.devices), post.is_silent, post.parked) == ("VFT", 1, False, 0)
    assert posts.post_of(device) == post


def test_quarantine_by_number(world: World) -> None:
    """A refused bundle can be taken out byte for byte and discarded once."""
    hq = world.headquarters.desk
    refused_bundle(world)
    kept = find_quarantined(hq)[0]
    assert len(get_quarantined(hq, kept.id)) == kept.size
    discard_quarantined(hq, kept.id)
    for verb in (discard_quarantined, get_quarantined):
        with pytest.raises(UserError) as refusal:
            verb(hq, kept.id)
        assert refusal.value.code == "not-in-quarantine"
