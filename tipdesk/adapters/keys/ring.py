"""The keys of an installation as the sync services see them (`services.sync.keys.Keys`), over its device keys."""

from collections.abc import Sequence
from dataclasses import dataclass

from tipdesk.adapters.keys.age import open_sealed, seal
from tipdesk.adapters.keys.age_recipients import parse_recipient
from tipdesk.adapters.keys.signing import DeviceKeys, SigningKey, fingerprint, same_fingerprint, verify
from tipdesk.sync.bundle import Sealer


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

    def fingerprint(self, public: bytes) -> str:
        """Return the thirty digits of a public key."""
        return fingerprint(public)

    def same_fingerprint(self, one: str, other: str) -> bool:
        """Compare thirty digits with thirty."""
        return same_fingerprint(one, other)
