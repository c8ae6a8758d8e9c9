"""The keys of an installation as services see them: the device's (`services.link_desk.Keys`) and the officer's own.

Private halves are used here and never handed out.
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
    """Signs as the device, and opens what is sealed to it."""

    device: DeviceKeys

    @property
    def signer(self) -> SigningKey:
        """Return the signing key of the device."""
        return self.device.signing

    @property
    def recipient(self) -> str:
        """Return the age recipient to which others seal for this device."""
        return str(self.device.identity.recipient)

    def verify(self, public: bytes, message: bytes, signature: bytes) -> bool:
        """Tell whether this public key made the signature over this message."""
        return verify(public, message, signature)

    def open(self, sealed: bytes) -> bytes:
        """Return the plaintext of an age container sealed to this device; raises what `open_sealed` raises."""
        return open_sealed(sealed, self.device.identity)

    def sealer(self, recipients: Sequence[str]) -> Sealer:
        """Return what seals to these recipients; raises UserError `bad-recipient` where one cannot be read."""
        parsed = [parse_recipient(text) for text in recipients]
        return lambda plaintext: seal(plaintext, parsed)

    def office(self, kept: bytes | None = None) -> OfficeKeys:
        """Return headquarters' keys as `OfficeKeys.kept` wrote them, or new ones where nothing is given."""
        return OfficeKeys.generate() if kept is None else OfficeKeys.from_bytes(kept)

    def fingerprint(self, public: bytes) -> str:
        """Return the thirty digits of a public key that two people compare."""
        return fingerprint(public)

    def same_fingerprint(self, one: str, other: str) -> bool:
        """Tell whether both texts are the same thirty digits, spaces aside."""
        return same_fingerprint(one, other)


@dataclass(frozen=True)
class OfficerKeyRing:
    """Signs, opens and seals as the officer whose slot was opened."""

    keys: OfficerKeys

    @property
    def seal_key(self) -> bytes:
        """Return the officer's X25519 public key, to which others seal."""
        return self.keys.x25519_public

    @property
    def sign_key(self) -> bytes:
        """Return the officer's Ed25519 public key, by which signatures are verified."""
        return self.keys.signing_public

    def sign(self, message: bytes) -> bytes:
        """Return the officer's signature over exactly these bytes."""
        return self.keys.signing.sign(message)

    def verify(self, public: bytes, message: bytes, signature: bytes) -> bool:
        """Tell whether this public key made the signature over this message."""
        return verify(public, message, signature)

    def recipient(self, seal_key: bytes) -> str:
        """Return an X25519 public key as an age recipient."""
        return str(parse_recipient(str(X25519Recipient(seal_key))))

    def seal(self, plaintext: bytes, recipients: Sequence[str]) -> bytes:
        """Return an age container of the plaintext that each of these recipients can open."""
        return seal(plaintext, [parse_recipient(text) for text in recipients])

    def open(self, sealed: bytes) -> bytes:
        """Return the plaintext of an age container sealed to this officer; raises what `open_sealed` raises."""
        return open_sealed(sealed, X25519Identity(self.keys.x25519_private))

    def open_through(self, wrapped: bytes, sealed: bytes) -> bytes:
        """Return the plaintext of what is sealed to a shared key.

        The private half of that key, written as an age identity, comes sealed to this officer (`wrapped`).
        """
        return open_sealed(sealed, parse_identity(self.open(wrapped).decode("ascii", "replace")))

    def seal_own(self, nonce: bytes, plaintext: bytes, bound: bytes) -> bytes:
        """Encrypt something for this officer alone, under a key that follows from the officer's private one.

        The same `bound` must be given to open it.
        """
        return self.seal_value(self._own_key, nonce, plaintext, bound)

    def open_own(self, box: bytes, bound: bytes) -> bytes:
        """Return the plaintext of what `seal_own` made; raises Distrust `seal-altered` for anything else."""
        return self.open_value(self._own_key, box, bound)

    @property
    def _own_key(self) -> bytes:
        return derive(self.keys.x25519_private, salt=b"", info=_OWN_INFO)

    def seal_value(self, key: bytes, nonce: bytes, plaintext: bytes, bound: bytes) -> bytes:
        """Return nonce, ciphertext and tag of a plaintext under a symmetric key, bound to `bound`."""
        return nonce + encrypt(key, nonce, plaintext, bound)

    def open_value(self, key: bytes, box: bytes, bound: bytes) -> bytes:
        """Return the plaintext of what `seal_value` made; raises Distrust `seal-altered` for anything else."""
        nonce, ciphertext = box[:NONCE_BYTES], box[NONCE_BYTES:]
        plaintext = decrypt(key, nonce, ciphertext, bound) if len(ciphertext) >= TAG_BYTES else None
        if plaintext is None:
            raise Distrust("seal-altered", _("A sealed answer was altered, or does not belong where it stands."))
        return plaintext
