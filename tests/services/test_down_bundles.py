"""A post takes in stretches of its down-log: in their order, for itself alone, and so that they can be proved again."""

from __future__ import annotations

import msgspec
import pytest

from tests.services.countries import Country, a_country
from tests.services.writes import begin_case
from tipdesk.domain.errors import Distrust
from tipdesk.services.from_headquarters import find_stretches, get_down
from tipdesk.services.link_desk import device_of
from tipdesk.services.sync.pull.take_arrival import Taken, take_down
from tipdesk.sync.bundle import (
    MAGIC,
    VERSION,
    Bundle,
    open_content,
    read_content,
    read_outer,
    seal_bundle,
    write_content,
)
from tipdesk.sync.codec import first_down_hash, next_down_hash
from tipdesk.sync.envelope import SIGNATURE_BYTES
from tipdesk.sync.trust import Verdict


@pytest.fixture
def country(country: Country) -> Country:
    """Headquarters and a PC of each of two posts; the first has synced a case."""
    begin_case(country.post)
    country.sync()
    return country


def place(country: Country) -> tuple[int, bytes]:
    """Return how far the post has taken in its down-log."""
    with country.post.desk().read() as reader:
        return get_down(reader, country.post.device)


def test_a_stretch_of_the_down_log_is_taken_in(country: Country) -> None:
    """Its place is known from then on, and its signed header with what stood in it, so that it can be proved again."""
    before = place(country)
    content = country.noted_down()
    assert take_down(country.post.desk(), content) == Taken(Verdict.ACCEPTED, 1)
    with country.office.desk().work() as work:
        assert place(country) == work.ledger.down.head_of(country.post.device)
        own = work.ledger.own()
    assert place(country)[0] == before[0] + 1
    with country.post.desk().read() as reader:
        stretch = find_stretches(reader)[-1]
    assert stretch.items == (("entry", 0, own.seq),)
    assert take_down(country.post.desk(), content) == Taken(Verdict.REPLAY, 0)
    with country.post.desk().read() as reader:
        assert find_stretches(reader)[-1] == stretch
    with country.post.desk().work() as work:
        assert work.ledger.get_entry(own.log, own.seq) is not None


def test_a_post_of_the_release_before_reads_what_comes_down(country: Country) -> None:
    """It knows four fields of a header and refuses a fifth: what goes down has those four."""
    content = country.noted_down()
    outer, ciphertext = read_outer(content, None, None)
    header = content[len(MAGIC) + 2 : -len(ciphertext) - SIGNATURE_BYTES]
    assert msgspec.msgpack.decode(header) == [VERSION, outer.device, outer.length, outer.digest]


def opened_at_post(country: Country, content: bytes) -> Bundle:
    """Return what stands in a bundle for the post."""
    return read_content(open_content(*read_outer(content, None, None), country.post.keys.open))


def resealed(country: Country, content: bytes, **changes: object) -> bytes:
    """Return a down-bundle whose header says something else, in headquarters' hand."""
    opened = opened_at_post(country, content)
    signer = country.signer
    plain = write_content(msgspec.structs.replace(opened.inner, **changes), signer, opened.salts, opened.items)
    sealer = country.office.keys.sealer([country.post.keys.recipient])
    return seal_bundle(plain, device_of(signer.public), signer, sealer)


def test_a_stretch_that_does_not_follow_changes_nothing(country: Country) -> None:
    """After a gap it is asked for again."""
    desk = country.post.desk()
    take_down(desk, country.noted_down())
    country.fetch()
    late = country.noted_down()
    behind = a_country({"A": 1, "B": 1}).post
    assert behind.device == country.post.device
    assert take_down(behind.desk(), late) == Taken(Verdict.GAP, 0)
    with behind.desk().read() as reader:
        assert get_down(reader, behind.device)[0] == 0


def test_a_stretch_of_another_history_is_a_fork(country: Country) -> None:
    """It begins where ours stands, but leads from elsewhere: its verdict says so, and nothing changes."""
    before = place(country)
    content = country.noted_down()
    opened_chain = resealed_from(country, content, b"p" * 32)
    assert take_down(country.post.desk(), opened_chain) == Taken(Verdict.FORK, 0)
    assert place(country) == before


def resealed_from(country: Country, content: bytes, prev: bytes) -> bytes:
    """Return a stretch of the same entries that is chained to another place."""
    opened = opened_at_post(country, content)
    with country.office.desk().work() as work:
        [item] = opened.items
        seq = work.ledger.own().seq
        entry = work.ledger.get_entry(country.office.log, seq)
    assert entry is not None
    chained = next_down_hash(prev, item.kind, entry.log, seq, entry.head, entry.body_hash)
    return resealed(country, content, prev=prev, head=chained)


def test_a_bundle_for_another_pc_is_refused(country: Country) -> None:
    """Sealed to this PC by mistake, but addressed to another: nothing of it is taken."""
    content = resealed(country, country.noted_down(), device=country.posts[1].device)
    before = place(country)
    with pytest.raises(Distrust) as refusal:
        take_down(country.post.desk(), content)
    assert refusal.value.code == "other-device"
    assert place(country) == before


def test_a_new_post_begins_at_the_beginning(country: Country) -> None:
    """Before anything came its place is the beginning of its own down-log."""
    other = country.posts[1]
    with other.desk().read() as reader:
        assert get_down(reader, other.device) == (0, first_down_hash(other.device))
        assert find_stretches(reader) == []
