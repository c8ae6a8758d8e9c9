"""The keys of the officer at the keyboard, as verbs see them: sign, open, seal to others.

`adapters/keys` implements it. The private halves stay behind it; the passphrase opened them, and they live as long as
the process. The device's own keys are in `services/link_desk`.
"""

from collections.abc import Sequence
from typing import Protocol


class OfficerRing(Protocol):
    """An officer's X25519 and Ed25519 keys in this home. Their public halves stand in the directory."""

    @property
    def seal_key(self) -> bytes:
        """Return the X25519 public key that others seal to, 32 bytes: `Officer.seal_key`."""

    @property
    def sign_key(self) -> bytes:
        """Return the Ed25519 public key, 32 bytes: `Officer.sign_key`."""

    def sign(self, message: bytes) -> bytes:
        """Return the officer's signature of exactly these bytes, 64 bytes."""

    def verify(self, public: bytes, message: bytes, signature: bytes) -> bool:
        """Tell whether a signature of these bytes is by that Ed25519 public key."""

    def recipient(self, seal_key: bytes) -> str:
        """Return an officer's X25519 public key as an age recipient.

        Raises UserError `bad-recipient` unless it has 32 bytes.
        """

    def seal(self, plaintext: bytes, recipients: Sequence[str]) -> bytes:
        """Seal to age recipients, each of whom opens it alone.

        Keys of officers and post-quantum keys are not mixed in one container.
        """

    def open(self, sealed: bytes) -> bytes:
        """Open what is sealed to this officer; raises Distrust `age-no-match` and its kin otherwise."""

    def open_through(self, wrapped: bytes, sealed: bytes) -> bytes:
        """Open what is sealed to a key that several share, whose private half, `wrapped`, is sealed to this officer.

        The private half is used and dropped, and nothing of it is returned. Raises Distrust as `open` does.
        """

    def seal_own(self, nonce: bytes, plaintext: bytes, bound: bytes) -> bytes:
        """Seal what is for this officer alone on this PC, bound to where it is kept.

        A nonce (12 bytes) serves only once.
        """

    def open_own(self, box: bytes, bound: bytes) -> bytes:
        """Open what `seal_own` made.

        Raises Distrust `seal-altered` where it is another officer's, was kept in another place, or has any other byte.
        """

    def seal_value(self, key: bytes, nonce: bytes, plaintext: bytes, bound: bytes) -> bytes:
        """Seal one value under a case key, bound to where it is written. A nonce (12 bytes) serves only once."""

    def open_value(self, key: bytes, box: bytes, bound: bytes) -> bytes:
        """Open what `seal_value` made.

        Raises Distrust `seal-altered` for another key, another place, or any other byte.
        """
