"""How a PIN is kept: its Argon2id hash, which stands inside the encrypted store and nowhere else.

`seal` never gives the same bytes twice, and `fits` takes the same time for a right and a wrong PIN. Whoever holds a
hash of six digits soon guesses it, so it is the store's key that guards it. What a PIN must be, and how often one may
try, is decided in `services.keys.unlock.pins`.
"""

import hmac
from typing import Final

import msgspec

from tipdesk.adapters.keys.passphrases import normalise
from tipdesk.adapters.keys.primitives import random_bytes
from tipdesk.adapters.keys.stretching import FLOOR, SALT_BYTES, Cost, stretch
from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _

_VERSION: Final = 1


class _Sealed(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    version: int
    memory_kib: int
    passes: int
    lanes: int
    salt: bytes
    digest: bytes


class PinSeal:
    """Makes and checks the hash of a PIN: implements `services.keys.unlock.pins.Seal`."""

    def seal(self, pin: str) -> bytes:
        """Return what is kept of a PIN; raises Trouble `no-memory` where the PC cannot spare the memory."""
        salt = random_bytes(SALT_BYTES)
        digest = stretch(normalise(pin), salt, FLOOR)
        return msgspec.msgpack.encode(_Sealed(_VERSION, FLOOR.memory_kib, FLOOR.passes, FLOOR.lanes, salt, digest))

    def fits(self, kept: bytes, pin: str) -> bool:
        """Tell whether a PIN is the one that was sealed.

        Raises Distrust `pin-unreadable` where what was kept cannot be read, and Trouble `no-memory`.
        """
        try:
            sealed = msgspec.msgpack.decode(kept, type=_Sealed)
        except msgspec.MsgspecError as error:
            raise _unreadable() from error
        if sealed.version != _VERSION:
            raise _unreadable()
        cost = Cost(sealed.memory_kib, sealed.passes, sealed.lanes)
        return hmac.compare_digest(stretch(normalise(pin), sealed.salt, cost), sealed.digest)


def _unreadable() -> Distrust:
    return Distrust("pin-unreadable", _("The PIN kept in this store cannot be read. Use the passphrase."))
