"""Bundles layer by layer: round trip, redacted entries, salts, and every byte that does not belong."""

from __future__ import annotations

import hashlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.keys import FakeKeys, verify
from tests.sync.making import CASE, Written, salt_of, written
from tipdesk.domain.errors import Distrust
from tipdesk.domain.schema import Scope
from tipdesk.sync import bundle as bundles
from tipdesk.sync.bundle import (
    MAGIC,
    OUTER_TYPE,
    Item,
    Outer,
    Salt,
    read_content,
    read_outer,
    seal_bundle,
    upload_key,
    vouch_for,
    write_content,
)
from tipdesk.sync.envelope import pae
from tipdesk.sync.limits import LIMITS
from tipdesk.sync.trust import admit, open_bundle, prove

POST, HQ, STRANGER = FakeKeys.of("post"), FakeKeys.of("headquarters"), FakeKeys.of("stranger")
OFFICE = FakeKeys.of("a key that headquarters signs with")
KEY_OF = {POST.device: POST.signer.public}.get
TO_HQ = (HQ.recipient,)


def opened(content: bytes, opener: FakeKeys = HQ) -> bundles.Bundle:
    """Return the bundle as headquarters opens it."""
    return open_bundle(content, KEY_OF, verify, opener.open)[1]


@given(st.lists(st.tuples(st.text(max_size=30), st.booleans()), min_size=1, max_size=6))
def test_a_bundle_is_read_as_it_was_written(entries: list[tuple[str, bool]]) -> None:
    """Header, salts and entries come back, redacted ones with their hash in place of the body; the chain is proved."""
    log = Written(POST.device)
    for text, redacted in entries:
        log.save(text, redacted=redacted)
    read = opened(log.bundle(POST, TO_HQ, 1, len(entries)))
    assert read.inner == log.inner(1, len(entries))
    assert (list(read.items), read.salts) == (log.items, log.salts())
    proved = prove(read, {})
    assert [one.chained for one in proved] == log.hashes[1:]


def test_a_down_bundle_keeps_kind_and_origin() -> None:
    """Items of a down-log come back with their kind and their log."""
    inner, items = written(POST.device, 3).down(b"x" * 16)
    content = write_content(inner, HQ.signer, (Salt(int(Scope.CASE), CASE, salt_of(CASE)),), items)
    assert list(read_content(content).items) == items
    assert len(prove(read_content(content), {})) == 3


def test_redacted_entries_need_no_salt() -> None:
    """Where every body of a case is gone its salt may be gone too, and the chain still verifies."""
    log = Written(POST.device)
    log.save("withdrawn", redacted=True)
    assert len(prove(read_content(log.content(POST.signer, 1, 1, salts=())), {})) == 1


def test_a_body_without_its_salt_is_refused() -> None:
    """What cannot be checked is not believed."""
    content = written(POST.device, 1).content(POST.signer, 1, 1, salts=())
    with pytest.raises(Distrust) as refusal:
        prove(read_content(content), {})
    assert refusal.value.code == "salt-missing"
    assert prove(read_content(content), {(int(Scope.CASE), CASE): salt_of(CASE)})


def test_a_salt_that_contradicts_is_refused() -> None:
    """Neither a salt other than the one held nor two in one bundle are taken."""
    log = written(POST.device, 1)
    with pytest.raises(Distrust) as refusal:
        prove(read_content(log.content(POST.signer, 1, 1)), {(int(Scope.CASE), CASE): bytes(32)})
    assert refusal.value.code == "salt-differs"
    twice = (*log.salts(), Salt(int(Scope.CASE), CASE, bytes(32)))
    with pytest.raises(Distrust):
        prove(read_content(log.content(POST.signer, 1, 1, salts=twice)), {})


def test_who_may_open_and_who_sent_is_checked_in_turn() -> None:
    """An unknown sender, a wrong signature outside or inside, and a wrong addressee have each their own code."""
    log = written(POST.device, 2)
    good = log.bundle(POST, TO_HQ, 1, 2)
    inside = seal_bundle(log.content(STRANGER.signer, 1, 2), POST.device, POST.signer, POST.sealer(TO_HQ))
    other = written(STRANGER.device, 2)
    named = seal_bundle(other.content(POST.signer, 1, 2), POST.device, POST.signer, POST.sealer(TO_HQ))
    outside = seal_bundle(log.content(POST.signer, 1, 2), POST.device, STRANGER.signer, POST.sealer(TO_HQ))
    unknown = other.bundle(STRANGER, TO_HQ, 1, 2)
    for content, opener, code in (
        (good, STRANGER, "age-no-match"),
        (inside, HQ, "bad-signature"),
        (named, HQ, "bad-signature"),
        (outside, HQ, "bad-signature"),
        (unknown, HQ, "unknown-key"),
        (good[:-1], HQ, "altered"),
        (good + b"\x00", HQ, "altered"),
        (good[:40], HQ, "bad-bundle"),
        (b"MZ" + good, HQ, "bad-bundle"),
        (bytes(LIMITS.sealed + 1), HQ, "too-large"),
    ):
        with pytest.raises(Distrust) as refusal:
            opened(content, opener)
        assert refusal.value.code == code


def test_nothing_is_opened_before_the_signature_holds() -> None:
    """A bundle that no enrolled device signed never reaches the opener or the decompressor."""

    def opener(sealed: bytes) -> bytes:
        pytest.fail("opened before it was trusted")

    bad = bytearray(written(POST.device, 1).bundle(POST, TO_HQ, 1, 1))
    bad[len(bundles.MAGIC) + 30] ^= 1
    for content in (bytes(bad), written(STRANGER.device, 1).bundle(STRANGER, TO_HQ, 1, 1)):
        with pytest.raises(Distrust):
            open_bundle(content, KEY_OF, verify, opener)


def test_a_gate_needs_no_key_to_open() -> None:
    """The first 512 bytes of a bundle are enough to know and verify who sent it."""
    content = written(POST.device, 3).bundle(POST, TO_HQ, 1, 3)
    assert admit(content[:512], KEY_OF, verify)[0].device == POST.device


@pytest.mark.parametrize(
    ("outer", "code"),
    [
        (Outer(2, POST.device, 5, bytes(32)), "unknown-version"),
        (Outer(1, POST.device, LIMITS.sealed + 1, bytes(32)), "too-large"),
        (Outer(1, POST.device, -1, bytes(32)), "altered"),
        ([1, POST.device, 5], "bad-bundle"),
        ([1, POST.device, 5, bytes(32), 9], "bad-bundle"),
        (["1", POST.device, 5, bytes(32)], "bad-bundle"),
    ],
)
def test_outer_headers_that_cannot_be(outer: object, code: str) -> None:
    """Another version, an impossible length and another shape are refused, though well signed."""
    raw = msgspec.msgpack.encode(outer)
    signature = POST.signer.sign(pae(bundles.OUTER_TYPE, raw))
    content = bundles.MAGIC + len(raw).to_bytes(2, "big") + raw + signature
    with pytest.raises(Distrust) as refusal:
        opened(content)
    assert refusal.value.code == code


def test_every_cut_of_the_plaintext_is_refused() -> None:
    """Inside too, each length but the whole is refused; entries that are missing whole break the chain."""
    content = written(POST.device, 3).content(POST.signer, 1, 3)
    for length in range(len(content)):
        with pytest.raises(Distrust):
            prove(read_content(content[:length]), {})


def test_bytes_that_do_not_belong_inside_are_refused() -> None:
    """A length that runs over the end, trailing bytes, an entry of another shape: each is refused."""
    content = written(POST.device, 1).content(POST.signer, 1, 1)
    for bad in (
        content + b"\x00",
        content + b"\x00\x00\x00\x01\xc0",
        content + b"\xff\xff\xff\xff",
        b"\xff\xff" + content[2:],
        content + b"\x00\x00\x00\x03\x92\x01\x02",
        content + (4_000).to_bytes(4, "big") + b"\x91" * 4_000,
    ):
        with pytest.raises(Distrust):
            prove(read_content(bad), {})


@given(st.data())
def test_any_change_inside_is_noticed(draw: st.DataObject) -> None:
    """Whoever could open and seal again, but not sign, changes no byte of header, salts or entries unnoticed."""
    content = written(POST.device, 2).content(POST.signer, 1, 2)
    place = draw.draw(st.integers(0, len(content) - 1))
    bad = bytearray(content)
    bad[place] ^= draw.draw(st.integers(1, 255))
    sealed = seal_bundle(bytes(bad), POST.device, POST.signer, POST.sealer(TO_HQ))
    with pytest.raises(Distrust):
        prove(opened(sealed), {})


def test_more_entries_than_a_bundle_may_hold_are_refused() -> None:
    """The limit on the number of entries holds before they are kept."""
    inner = written(POST.device, 1).inner(1, 1)
    one = Item(bundles.ENTRY, 0, b"\xc0", b"\xc0", None)
    content = write_content(inner, POST.signer, (), [one] * (LIMITS.entries + 1))
    with pytest.raises(Distrust) as refusal:
        read_content(content)
    assert refusal.value.code == "bad-bundle"


def test_a_partial_outer_header_without_key_is_still_checked_for_shape() -> None:
    """Reading without a key believes nothing but says what stands there."""
    outer, rest = read_outer(written(POST.device, 1).bundle(POST, TO_HQ, 1, 1), None, None)
    assert (outer.device, len(rest)) == (POST.device, outer.length)


def sent_back(outside: FakeKeys, inside: FakeKeys, addressee: bytes, vouching: FakeKeys = HQ) -> bytes:
    """Return a stretch of a down-log as a post sends it back to a restored headquarters."""
    log = written(STRANGER.device, 2)
    inner, items = log.down(addressee)
    inner = msgspec.structs.replace(inner, office=vouch_for(OFFICE.signer.public, vouching.signer))
    content = write_content(inner, inside.signer, log.salts(), items)
    return seal_bundle(content, outside.device, outside.signer, outside.sealer(TO_HQ))


def test_what_headquarters_once_sent_down_may_come_back() -> None:
    """Under a key for which headquarters' device gave its word, however old, and its addressee's signature outside."""
    content = sent_back(POST, OFFICE, POST.device)
    back = open_bundle(content, KEY_OF, verify, HQ.open, HQ.signer.public)[1]
    assert len(prove(back, {})) == 2
    for bad, own in (
        (content, None),
        (content, POST.signer.public),
        (sent_back(POST, POST, POST.device), HQ.signer.public),
        (sent_back(POST, STRANGER, POST.device), HQ.signer.public),
        (sent_back(POST, OFFICE, POST.device, vouching=POST), HQ.signer.public),
        (sent_back(POST, OFFICE, STRANGER.device), HQ.signer.public),
    ):
        with pytest.raises(Distrust) as refusal:
            open_bundle(bad, KEY_OF, verify, HQ.open, own)
        assert refusal.value.code == "bad-signature"


def test_the_outer_header_binds_the_upload() -> None:
    """It names the hash of a key that only the ciphertext gives; one of the first release names none and is read."""
    sealed = written(POST.device, 1).bundle(POST, TO_HQ, 1, 1)
    outer, ciphertext = read_outer(sealed, POST.signer.public, verify)
    key = hashlib.sha256(b"tipdesk upload v1" + ciphertext).digest()
    assert (upload_key(sealed), outer.upload) == (key, hashlib.sha256(key).digest())
    raw = msgspec.msgpack.encode((1, POST.device, outer.length, outer.digest))
    first = MAGIC + len(raw).to_bytes(2, "big") + raw + POST.signer.sign(pae(OUTER_TYPE, raw)) + ciphertext
    assert read_outer(first, POST.signer.public, verify) == (msgspec.structs.replace(outer, upload=b""), ciphertext)
