"""The keys of an installation as services see them: the device's (`services.sync.keys.Keys`) and the officer's own.

Promises that private halves are used and never handed out. Leaves to others: where they are kept, and what is signed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tipdesk.adapters.keys.age import open_sealed, seal
from tipdesk.adapters.keys.age_recipients import X25519Identity, X25519Recipient, parse_identity, parse_recipient
from tipdesk.adapters.keys.office import OfficeKeys
from tipdesk.adapters.keys.primitives import NONCE_BYTES, TAG_BYTES, decrypt, derive, encrypt
from tipdesk.adapters.keys.signing import DeviceKeys, SigningKey, fingerprint, same_fingerprint, verify
from tipdesk.adapters.keys.vault import OfficerKeys
from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.sync.bundle import Sealer

_OWN_INFO: Final = b"tipdesk own drafts v1"


@dataclass(frozen=True)
class KeyRing:
    """Signs as the device and opens what is sealed to it."""

    device: DeviceKeys

    @property
    def signer(self) -> SigningKey:
        """Return the device's signing key."""
        return self.device.signing

    @property
    def recipient(self) -> str:
        """Return the age recipient that others seal to."""
        return str(self.device.identity.recipient)

    def verify(self, public: bytes, message: bytes, signature: bytes) -> bool:
        """Tell whether a signature is good."""
        return verify(public, message, signature)

    def open(self, sealed: bytes) -> bytes:
        """Open an age container sealed to this device."""
        return open_sealed(sealed, self.device.identity)

    def sealer(self, recipients: Sequence[str]) -> Sealer:
        """Return what seals to these recipients."""
        parsed = [parse_recipient(text) for text in recipients]
        return lambda plaintext: seal(plaintext, parsed)

    def office(self, kept: bytes | None = None) -> OfficeKeys:
        """Return headquarters' keys as kept, or new ones."""
        return OfficeKeys.generate() if kept is None else OfficeKeys.from_bytes(kept)

    def fingerprint(self, public: bytes) -> str:
        """Return the thirty digits of a public key."""
        return fingerprint(public)

    def same_fingerprint(self, one: str, other: str) -> bool:
        """Compare thirty digits with thirty."""
        return same_fingerprint(one, other)


@dataclass(frozen=True)
class OfficerKeyRing:
    """Signs, opens and seals as the officer whose slot was opened."""

    keys: OfficerKeys

    @property
    def seal_key(self) -> bytes:
        """Return the X25519 public key."""
        return self.keys.x25519_public

    @property
    def sign_key(self) -> bytes:
        """Return the Ed25519 public key."""
        return self.keys.signing_public

    def sign(self, message: bytes) -> bytes:
        """Sign exactly these bytes."""
        return self.keys.signing.sign(message)

    def verify(self, public: bytes, message: bytes, signature: bytes) -> bool:
        """Tell whether a signature is good."""
        return verify(public, message, signature)

    def recipient(self, seal_key: bytes) -> str:
        """Return an X25519 public key as an age recipient."""
        return str(parse_recipient(str(X25519Recipient(seal_key))))

    def seal(self, plaintext: bytes, recipients: Sequence[str]) -> bytes:
        """Seal to these recipients."""
        return seal(plaintext, [parse_recipient(text) for text in recipients])

    def open(self, sealed: bytes) -> bytes:
        """Open what is sealed to this officer."""
        return open_sealed(sealed, X25519Identity(self.keys.x25519_private))

    def open_through(self, wrapped: bytes, sealed: bytes) -> bytes:
        """Open with a shared key whose private half, written as an age identity, is sealed to this officer."""
        return open_sealed(sealed, parse_identity(self.open(wrapped).decode("ascii", "replace")))

    def seal_own(self, nonce: bytes, plaintext: bytes, bound: bytes) -> bytes:
        """Seal under a key that follows from the officer's private one."""
        return self.seal_value(self._own_key, nonce, plaintext, bound)

    def open_own(self, box: bytes, bound: bytes) -> bytes:
        """Open what `seal_own` made."""
        return self.open_value(self._own_key, box, bound)

    @property
    def _own_key(self) -> bytes:
        return derive(self.keys.x25519_private, salt=b"", info=_OWN_INFO)

    def seal_value(self, key: bytes, nonce: bytes, plaintext: bytes, bound: bytes) -> bytes:
        """Return nonce, ciphertext and tag."""
        return nonce + encrypt(key, nonce, plaintext, bound)

    def open_value(self, key: bytes, box: bytes, bound: bytes) -> bytes:
        """Open what `seal_value` made."""
        nonce, ciphertext = box[:NONCE_BYTES], box[NONCE_BYTES:]
        plaintext = decrypt(key, nonce, ciphertext, bound) if len(ciphertext) >= TAG_BYTES else None
        if plaintext is None:
            raise Distrust("seal-altered", _("A sealed answer was altered, or does not belong where it stands."))
        return plaintext
