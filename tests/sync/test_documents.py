"""Signed documents: every kind is read as it was signed, and nothing altered, cut or swapped is believed."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.keys import FakeKeys, verify
from tipdesk.domain.errors import Distrust
from tipdesk.sync import document
from tipdesk.sync.document import Fetch, Keyset, LedgerGrowth, Receipt, Request, Succession, hand_over
from tipdesk.sync.envelope import (
    DOCUMENT_MAGIC,
    SIGNATURE_BYTES,
    Document,
    is_document,
    is_kind,
    pae,
    read_document,
    sign_document,
)
from tipdesk.sync.limits import LIMITS

KEYS, OTHER = FakeKeys.of("one"), FakeKeys.of("other")
RECEIPT = Receipt(
    b"d" * 16, b"l" * 16, 9, b"h" * 32, 2, 3, None, 1, (0, b""), (4, 1_795_000_000_000), 1_795_000_000_001
)


def signed(kind: str = document.RECEIPT, keys: FakeKeys = KEYS) -> bytes:
    """Return a signed receipt, under whatever kind."""
    return document.write_payload(kind, RECEIPT, keys.signer)


def test_a_receipt_is_small() -> None:
    """A receipt fits a QR code: at most 512 bytes with its signature, even with the largest numbers."""
    large = Receipt(
        b"d" * 16, b"l" * 16, 2**62, b"h" * 32, 2**31, 2**62, 2**62, 2**62, (2**62, b"r" * 32), (2**31, 2**62), 2**62
    )
    assert len(document.write_payload(document.RECEIPT, large, KEYS.signer)) <= LIMITS.receipt


def test_a_document_is_read_as_it_was_signed() -> None:
    """The right key reads the payload back."""
    assert document.read_signed(
        signed(), document.RECEIPT, Receipt, (OTHER.signer.public, KEYS.signer.public), verify
    ) == (RECEIPT)
    assert is_document(signed())
    assert not is_document(b"tipdesk bundle 1\n")


def test_a_strange_key_is_not_believed() -> None:
    """A document by a key that is not in the list is Distrust, and so is any where the list is empty."""
    for keys in ((OTHER.signer.public,), ()):
        with pytest.raises(Distrust) as refusal:
            document.read_signed(signed(), document.RECEIPT, Receipt, keys, verify)
        assert refusal.value.code == "bad-signature"


def test_a_refusal_says_which_document_it_is_about() -> None:
    """The sentence names the kind that was expected, whichever check fails."""
    nothing = sign_document(document.RECEIPT, b"\x92\xc0\xc0", KEYS.signer)
    for content, said in (
        (signed(), "This receipt is not signed by a key that this PC trusts."),
        (signed()[:-1], "This file is not a TIPdesk receipt, or it has been damaged."),
        (nothing, "This receipt cannot be read."),
    ):
        with pytest.raises(Distrust) as refusal:
            document.read_signed(content, document.RECEIPT, Receipt, (OTHER.signer.public,), verify)
        assert refusal.value.text() == said


def test_a_document_is_the_bytes_agreed() -> None:
    """Any language can make and check one: magic, kind and payload with their lengths, signature over both."""
    signature = KEYS.signer.sign(b"DSSEv1 30 application/vnd.tipdesk.keyset 300 " + bytes(300))
    content = b"tipdesk document 1\n\x06keyset\x01\x2c" + bytes(300) + signature
    assert sign_document("keyset", bytes(300), KEYS.signer) == content
    assert read_document(content, "keyset") == Document("keyset", bytes(300), signature)
    assert (is_kind(content, "keyset"), is_kind(content, "keys"), is_kind(content, "grant")) == (True, False, False)


def test_one_kind_never_serves_for_another() -> None:
    """A signed fetch is no receipt, even with the kind rewritten: the signature covers the kind."""
    fetch = document.write_payload(document.FETCH, Fetch(b"d" * 16, b"l" * 16, 0, b"", 0, 0), KEYS.signer)
    with pytest.raises(Distrust):
        document.read_signed(fetch, document.RECEIPT, Receipt, (KEYS.signer.public,), verify)
    renamed = fetch.replace(b"\x05fetch", b"\x07receipt")
    with pytest.raises(Distrust):
        document.read_signed(renamed, document.RECEIPT, Receipt, (KEYS.signer.public,), verify)


def test_every_bit_and_every_length_counts() -> None:
    """One flipped bit of every byte, every truncation and one byte more: all are refused."""
    good = signed()
    altered = [good[:place] + bytes([byte ^ 1 << place % 8]) + good[place + 1 :] for place, byte in enumerate(good)]
    altered += [good[:length] for length in range(len(good))] + [good + b"\x00"]
    for bad in altered:
        with pytest.raises(Distrust):
            document.read_signed(bad, document.RECEIPT, Receipt, (KEYS.signer.public,), verify)


def test_a_document_over_its_limit_is_neither_written_nor_read() -> None:
    """16 KiB is the most that a document may hold."""
    room = LIMITS.document - len(sign_document("keyset", b"", KEYS.signer))
    largest = sign_document("keyset", bytes(room), KEYS.signer)
    assert len(largest) == 16 * 1024
    assert read_document(largest, "keyset").payload == bytes(room)
    with pytest.raises(ValueError, match="limit"):
        sign_document("keyset", bytes(room + 1), KEYS.signer)
    over = DOCUMENT_MAGIC + b"\x06keyset" + (room + 1).to_bytes(2, "big") + bytes(room + 1 + SIGNATURE_BYTES)
    with pytest.raises(Distrust) as refusal:
        read_document(over, "keyset")
    assert refusal.value.code == "not-a-document"


def test_the_encoding_before_signing_is_unambiguous() -> None:
    """PAE gives lengths, so that no payload can be read as another's type."""
    assert pae("a", b"b") == b"DSSEv1 25 application/vnd.tipdesk.a 1 b"
    assert pae("a 1", b"b") != pae("a", b"1 b")


def test_a_keyset_is_signed_by_the_root_it_names() -> None:
    """A keyset whose root did not sign it is Distrust; one that it signed names whom up-bundles are sealed to."""
    keyset = Keyset(1, KEYS.signer.public, (OTHER.signer.public,), "age1now", "", "age1unit", "age1recovery", 5)
    content = document.write_payload(document.KEYSET, keyset, KEYS.signer)
    assert document.read_keyset(content, verify).up_recipients == ("age1now", "age1recovery")
    with pytest.raises(Distrust):
        document.read_keyset(document.write_payload(document.KEYSET, keyset, OTHER.signer), verify)


def a_keyset(root: FakeKeys, *steps: Succession) -> Keyset:
    """Return a keyset of this root, and how people say that it came to be the root."""
    return Keyset(3, root.signer.public, (OTHER.signer.public,), "age1now", "", "age1unit", "age1recovery", 5, steps)


def test_headquarters_knows_its_own_keyset_again() -> None:
    """The word of its device is over all of the keyset: any value changed, or another device's word, is none."""
    worded = document.with_word(a_keyset(KEYS), OTHER.signer)
    assert msgspec.structs.replace(worded, word=b"") == a_keyset(KEYS)
    assert document.has_word(worded, OTHER.signer.public, verify)
    assert not document.has_word(worded, KEYS.signer.public, verify)
    assert not document.has_word(a_keyset(KEYS), OTHER.signer.public, verify)
    for changed in (
        msgspec.structs.replace(worded, number=4),
        msgspec.structs.replace(worded, recovery="age1other"),
        msgspec.structs.replace(worded, word=document.with_word(a_keyset(OTHER), OTHER.signer).word),
    ):
        assert not document.has_word(changed, OTHER.signer.public, verify)
    again = document.with_word(worded, OTHER.signer)
    assert again == worded, "a word is given over the keyset without any"


def test_the_word_is_the_one_agreed() -> None:
    """It is over the keyset as it is written with an empty word, so that a later release can check it."""
    keyset = a_keyset(KEYS)
    word = OTHER.signer.sign(pae("keyset.word", msgspec.msgpack.encode(keyset)))
    assert document.with_word(keyset, OTHER.signer).word == word


def test_the_later_keyset_is_told_by_its_mark() -> None:
    """By its number, and where a backup has made a number twice, by when it was made."""
    first = a_keyset(KEYS)
    assert first.mark == (3, 5)
    again, later = (
        msgspec.structs.replace(first, **change) for change in ({"made_at": 6}, {"number": 4, "made_at": 1})
    )
    assert first.mark < again.mark < later.mark


def test_a_root_is_believed_by_what_the_pinned_one_signed() -> None:
    """The pinned root itself, or one to which it was handed over step by step; nobody else's word counts."""
    pinned, second, third = (FakeKeys.of(name) for name in ("first root", "second root", "third root"))
    root = pinned.signer.public
    one, two = hand_over(pinned.signer, second.signer.public), hand_over(second.signer, third.signer.public)
    signature = pinned.signer.sign(pae("succession", root + second.signer.public))
    assert one == Succession(root, second.signer.public, signature)
    for keyset in (a_keyset(pinned), a_keyset(second, one), a_keyset(third, one, two), a_keyset(second, one, two)):
        assert document.descends(keyset, root, verify)
    stolen = Succession(root, third.signer.public, second.signer.sign(pae("succession", root + third.signer.public)))
    for keyset in (
        a_keyset(second),
        a_keyset(third, one),
        a_keyset(third, two),
        a_keyset(third, two, one),
        a_keyset(third, stolen),
        a_keyset(OTHER, one, two),
        a_keyset(third, msgspec.structs.replace(one, root=third.signer.public)),
        a_keyset(third, hand_over(OTHER.signer, third.signer.public)),
    ):
        assert not document.descends(keyset, root, verify)


def test_a_request_is_signed_by_the_device_it_names() -> None:
    """Nobody can ask for enrolment in another device's name."""
    request = Request(1, KEYS.device, KEYS.signer.public, "age1", b"l" * 16, b"o" * 16, "ann", b"", b"", 5)
    assert document.read_request(document.write_payload(document.REQUEST, request, KEYS.signer), verify) == request
    with pytest.raises(Distrust):
        document.read_request(document.write_payload(document.REQUEST, request, OTHER.signer), verify)


def test_a_later_version_may_add_at_the_end() -> None:
    """A receipt with more fields than this version knows is read; one with fewer is not."""
    payload = document.read_payload(signed(), document.RECEIPT, Receipt)[1].payload
    longer = bytes([0xDC, 0, (payload[0] & 15) + 1]) + payload[1:] + b"\x2a"
    grown = sign_document(document.RECEIPT, longer, KEYS.signer)
    assert document.read_payload(grown, document.RECEIPT, Receipt)[0] == RECEIPT
    with pytest.raises(Distrust):
        document.read_payload(sign_document(document.RECEIPT, b"\x92\xc0\xc0", KEYS.signer), document.RECEIPT, Receipt)


@pytest.mark.parametrize(
    ("payload_type", "before", "empty"),
    [
        (Receipt, RECEIPT, {"wanted": 0, "wanted_after": b""}),
        (
            Fetch,
            Fetch(b"d" * 16, b"l" * 16, 0, b"", 0, 0),
            {"epoch": 0, "checkpoints": (), "keyset": (0, 0), "keyset_document": b"", "incidents": ()},
        ),
        (Keyset, Keyset(1, b"r" * 32, (), "", "", "", "", 5), {"succession": (), "word": b""}),
        (LedgerGrowth, LedgerGrowth(b"d" * 16, 0, (0, b""), (0, b""), ()), {"keyset": (0, 0)}),
    ],
)
def test_what_an_earlier_version_did_not_write_is_empty(
    payload_type: type[msgspec.Struct], before: msgspec.Struct, empty: dict[str, object]
) -> None:
    """Fields that came later say nothing where they are absent: nothing wanted, nothing seen, nobody's word."""
    values = msgspec.msgpack.decode(msgspec.msgpack.encode(before))[: -len(empty)]
    content = sign_document("any", msgspec.msgpack.encode(values), KEYS.signer)
    read = document.read_payload(content, "any", payload_type)[0]
    assert {name: getattr(read, name) for name in empty} == empty


@given(st.binary(max_size=120))
def test_any_bytes_are_read_or_refused(rest: bytes) -> None:
    """Whatever stands in a file, the answer is Distrust; also where the signature would be right."""
    with pytest.raises(Distrust):
        read_document(b"tipdesk document 1\n" + rest, document.RECEIPT)
    with pytest.raises(Distrust):
        document.read_payload(sign_document(document.GRANT, rest, KEYS.signer), document.GRANT, document.Grant)


def test_nesting_without_end_is_refused() -> None:
    """A document that nests a thousand deep is Distrust, not a crash."""
    with pytest.raises(Distrust):
        document.read_payload(
            sign_document(document.GRANT, b"\x9c\x01\xc4\x00" + b"\x91" * 9_000, KEYS.signer),
            document.GRANT,
            document.Grant,
        )
