"""The keys of an opened slot and the fake keep the same promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tests.fakes.keys import FakeOfficerRing
from tests.services.officer_ring_contract import OfficerRingContract
from tipdesk.adapters.keys.age_recipients import format_identity, generate_identity
from tipdesk.adapters.keys.ring import OfficerKeyRing
from tipdesk.adapters.keys.signing import SigningKey
from tipdesk.adapters.keys.vault import OfficerKeys
from tipdesk.domain.errors import UserError

if TYPE_CHECKING:
    from tipdesk.services.officer_ring import OfficerRing


class TestOfficerKeyRing(OfficerRingContract):
    """The real keys."""

    @pytest.fixture
    def officers(self) -> tuple[OfficerRing, OfficerRing]:
        """Two officers with new keys."""
        return OfficerKeyRing(OfficerKeys.generate()), OfficerKeyRing(OfficerKeys.generate())

    @pytest.fixture
    def shared(self) -> tuple[bytes, str]:
        """A post-quantum identity, as the case unit has it."""
        identity = generate_identity()
        return format_identity(identity).encode(), str(identity.recipient)

    def test_a_wrapped_text_that_is_no_key_is_refused(self) -> None:
        """Bytes that were sealed to the officer and are no identity open nothing."""
        ring = OfficerKeyRing(OfficerKeys.generate())
        to_self = [ring.recipient(ring.seal_key)]
        with pytest.raises(UserError) as refusal:
            ring.open_through(ring.seal(b"\xffno key", to_self), ring.seal(b"case key", to_self))
        assert refusal.value.code == "bad-identity"

    def test_the_key_of_drafts_is_frozen(self) -> None:
        """Drafts in stores open for ever: HKDF-SHA256 of the private key under a label of their own."""
        ring = OfficerKeyRing(OfficerKeys(bytes(32), SigningKey.from_seed(bytes(32))))
        key = HKDF(SHA256(), 32, salt=None, info=b"tipdesk own drafts v1").derive(bytes(32))
        box = b"n" * 12 + ChaCha20Poly1305(key).encrypt(b"n" * 12, b"half a sentence", b"draft 1")
        assert ring.open_own(box, b"draft 1") == b"half a sentence"


class TestFakeOfficerRing(OfficerRingContract):
    """The fake."""

    @pytest.fixture
    def officers(self) -> tuple[OfficerRing, OfficerRing]:
        """Two officers by name."""
        return FakeOfficerRing.of("officer1"), FakeOfficerRing.of("officer2")

    @pytest.fixture
    def shared(self) -> tuple[bytes, str]:
        """A recipient that is its own secret."""
        return b"fake1shared", "fake1shared"
