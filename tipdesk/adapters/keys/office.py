"""Headquarters' own keys: what it signs documents with and opens bundles with, the newest and those it still keeps.

They are not the device's keys: a rotation replaces them while the device and its log go on. A key leaves only by
`only`, and what `kept` wrote comes back the same. `services/headquarters` decides when a key may go.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

import msgspec

from tipdesk.adapters.keys.age import open_sealed
from tipdesk.adapters.keys.age_recipients import HybridIdentity, generate_identity
from tipdesk.adapters.keys.primitives import KEY_BYTES
from tipdesk.adapters.keys.signing import SigningKey
from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _

_VERSION: Final = 1
_FEWEST_IDENTITIES: Final = 2


class _OfficeRow(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    version: int
    signing: tuple[bytes, ...]
    identities: tuple[bytes, ...]


@dataclass(frozen=True)
class OfficeKeys:
    """Headquarters' keys, all of which it holds privately.

    `signing` are the signing keys, newest first. `identities` open what is sealed: current, next, then former ones,
    latest first.
    """

    signing: tuple[SigningKey, ...]
    identities: tuple[HybridIdentity, ...]

    @classmethod
    def generate(cls) -> "OfficeKeys":
        """Return the keys of a new headquarters: one to sign with, and a current and a next one to open with."""
        return cls((SigningKey.generate(),), (generate_identity(), generate_identity()))

    @classmethod
    def from_bytes(cls, kept: bytes) -> "OfficeKeys":
        """Return the keys that `kept` wrote; raises Distrust `office-keys-damaged` for anything else."""
        try:
            row = msgspec.msgpack.decode(kept, type=_OfficeRow)
        except msgspec.MsgspecError as error:
            raise _damaged() from error
        lengths = {len(secret) for secret in (*row.signing, *row.identities)}
        if row.version != _VERSION or not row.signing or len(row.identities) < _FEWEST_IDENTITIES:
            raise _damaged()
        if lengths != {KEY_BYTES}:
            raise _damaged()
        return cls(tuple(map(SigningKey.from_seed, row.signing)), tuple(map(HybridIdentity, row.identities)))

    def kept(self) -> bytes:
        """Return all secrets as versioned MessagePack, for a row inside the encrypted store."""
        identities = tuple(one.secret for one in self.identities)
        return msgspec.msgpack.encode(_OfficeRow(_VERSION, tuple(one.seed for one in self.signing), identities))

    @property
    def sign_keys(self) -> tuple[bytes, ...]:
        """Return the public signing keys, newest first."""
        return tuple(one.public for one in self.signing)

    @property
    def recipients(self) -> tuple[str, ...]:
        """Return the age recipients: current, next, then former ones."""
        return tuple(str(one.recipient) for one in self.identities)

    def signer(self, among: Collection[bytes] = ()) -> SigningKey:
        """Return the newest signing key whose public half is among these, or the newest of all where none is held."""
        return next((one for one in self.signing if one.public in among), self.signing[0])

    def open(self, sealed: bytes) -> bytes:
        """Return the plaintext of what is sealed to any of the keys; raises what `open_sealed` raises."""
        return open_sealed(sealed, *self.identities)

    def rotated(self) -> "OfficeKeys":
        """Return the keys after a rotation: a new one to sign with, and the next one to open with as the current one.

        A new next one is made, and the keys there were stay as former ones.
        """
        current, following, *former = self.identities
        return replace(
            self,
            signing=(SigningKey.generate(), *self.signing),
            identities=(following, generate_identity(), current, *former),
        )

    def only(self, sign_keys: Collection[bytes], recipients: Sequence[str]) -> "OfficeKeys":
        """Return the keys without those that are not named here by their public halves."""
        signing = tuple(one for one in self.signing if one.public in sign_keys)
        return replace(
            self, signing=signing, identities=tuple(one for one in self.identities if str(one.recipient) in recipients)
        )


def _damaged() -> Distrust:
    return Distrust("office-keys-damaged", _("Headquarters' own keys in the store are damaged."))
