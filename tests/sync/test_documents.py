"""Signed documents: every kind is read as it was signed, and nothing altered, cut or swapped is believed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.keys import FakeKeys, verify
from tipdesk.domain.errors import Distrust
from tipdesk.sync import document
from tipdesk.sync.document import Fetch, Keyset, Receipt, Request
from tipdesk.sync.envelope import is_document, pae, read_document, sign_document
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
    """A document by a key that is not in the list is Distrust."""
    with pytest.raises(Distrust) as refusal:
        document.read_signed(signed(), document.RECEIPT, Receipt, (OTHER.signer.public,), verify)
    assert refusal.value.code == "bad-signature"


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
    with pytest.raises(ValueError, match="limit"):
        sign_document("keyset", bytes(LIMITS.document), KEYS.signer)
    with pytest.raises(Distrust):
        read_document(signed() + bytes(LIMITS.document), document.RECEIPT)


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
