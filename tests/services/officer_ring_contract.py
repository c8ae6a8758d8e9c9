"""What every implementation of the officer's keys must do: `OfficerRing`, kept by the adapter and by the fake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tipdesk.domain.errors import Distrust, UserError

if TYPE_CHECKING:
    from tipdesk.services.officer_ring import OfficerRing


class OfficerRingContract:
    """Subclasses give two officers, and a key that officers may share: its private half as bytes, and its recipient."""

    @pytest.fixture
    def shared(self) -> tuple[bytes, str]:
        """Private half and recipient of a shared key."""
        raise NotImplementedError

    @pytest.fixture
    def officers(self) -> tuple[OfficerRing, OfficerRing]:
        """Two officers."""
        raise NotImplementedError

    def test_a_signature_is_this_officers_over_these_bytes(self, officers: tuple[OfficerRing, OfficerRing]) -> None:
        """It verifies with the public half, not for another message nor as another officer's."""
        one, other = officers
        signature = one.sign(b"message")
        assert one.verify(one.sign_key, b"message", signature)
        assert other.verify(one.sign_key, b"message", signature)
        assert not one.verify(one.sign_key, b"massage", signature)
        assert not one.verify(other.sign_key, b"message", signature)
        assert not one.verify(one.sign_key, b"message", b"")

    def test_each_recipient_opens_alone(self, officers: tuple[OfficerRing, OfficerRing]) -> None:
        """What is sealed to two officers opens for each; what is sealed to one does not for the other."""
        one, other = officers
        both = one.seal(b"case key", [one.recipient(one.seal_key), one.recipient(other.seal_key)])
        assert (one.open(both), other.open(both)) == (b"case key", b"case key")
        with pytest.raises(Distrust) as refusal:
            other.open(one.seal(b"case key", [one.recipient(one.seal_key)]))
        assert refusal.value.code == "age-no-match"

    def test_a_shared_key_opens_for_its_holders(
        self, officers: tuple[OfficerRing, OfficerRing], shared: tuple[bytes, str]
    ) -> None:
        """Whoever the private half is sealed to opens what is sealed to the shared key; nobody else does."""
        one, other = officers
        secret, recipient = shared
        wrapped = one.seal(secret, [one.recipient(one.seal_key)])
        sealed = other.seal(b"case key", [recipient])
        assert one.open_through(wrapped, sealed) == b"case key"
        with pytest.raises(Distrust) as refusal:
            other.open_through(wrapped, sealed)
        assert refusal.value.code == "age-no-match"

    def test_a_value_opens_only_where_it_was_sealed(self, officers: tuple[OfficerRing, OfficerRing]) -> None:
        """Whoever has the key opens it, in its place: not elsewhere, not under another key, not altered in any byte."""
        one, other = officers
        key, nonce, bound = b"k" * 32, b"n" * 12, b"case, row, field"
        box = one.seal_value(key, nonce, b"answer", bound)
        assert other.open_value(key, box, bound) == b"answer"
        assert other.open_value(key, one.seal_value(key, nonce, b"", bound), bound) == b""
        assert one.seal_value(key, b"m" * 12, b"answer", bound) != box
        wrong = [(key, box, b"case, other row"), (b"l" * 32, box, bound), (key, b"", bound), (key, box[:20], bound)]
        wrong += [(key, box[:at] + bytes([box[at] ^ 1]) + box[at + 1 :], bound) for at in range(len(box))]
        for with_key, altered, place in wrong:
            with pytest.raises(Distrust) as refusal:
                one.open_value(with_key, altered, place)
            assert refusal.value.code == "seal-altered"

    def test_what_is_ones_own_opens_for_nobody_else(self, officers: tuple[OfficerRing, OfficerRing]) -> None:
        """Not for a colleague at the same PC, and not in another place."""
        one, other = officers
        box = one.seal_own(b"n" * 12, b"half a sentence", b"draft 1")
        assert one.open_own(box, b"draft 1") == b"half a sentence"
        for ring, place in ((other, b"draft 1"), (one, b"draft 2")):
            with pytest.raises(Distrust):
                ring.open_own(box, place)

    def test_a_key_of_another_length_is_refused(self, officers: tuple[OfficerRing, OfficerRing]) -> None:
        """A directory row with half a key is said so, before anything is sealed to it."""
        with pytest.raises(UserError) as refusal:
            officers[0].recipient(officers[1].seal_key[:31])
        assert refusal.value.code == "bad-recipient"
