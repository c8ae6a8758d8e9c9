"""Keys that cost nothing: signatures and seals that notice every altered byte and keep no secret.

Promises that a signature is this key's over these bytes, and that only a named recipient opens. For thousands of
simulated syncs; what is secret is tested on the real keys.
"""

from __future__ import annotations

import ast
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tipdesk.domain.errors import Distrust, UserError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tipdesk.sync.bundle import Sealer

_MAGIC = b"fake age\n"


@dataclass(frozen=True)
class FakeSigner:
    """Signs with a hash that names its public key."""

    public: bytes

    def sign(self, message: bytes) -> bytes:
        return hashlib.sha512(self.public + message).digest()


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether `FakeSigner(public)` made this signature."""
    return hashlib.sha512(public + message).digest() == signature


@dataclass(frozen=True)
class FakeSealer:
    """Seals to recipients by naming them."""

    recipients: tuple[str, ...]

    def __call__(self, plaintext: bytes) -> bytes:
        named = ",".join(self.recipients).encode()
        sealed = len(named).to_bytes(2, "big") + named + plaintext
        return _MAGIC + hashlib.sha256(sealed).digest() + sealed


def open_as(recipient: str, sealed: bytes) -> bytes:
    """Open what was sealed to this recipient, among others."""
    content = sealed[len(_MAGIC) + 32 :]
    if not sealed.startswith(_MAGIC) or hashlib.sha256(content).digest() != sealed[len(_MAGIC) :][:32]:
        raise Distrust("age-header", "This was altered.")
    end = 2 + int.from_bytes(content[:2], "big")
    if recipient not in content[2:end].decode().split(","):
        raise Distrust("age-no-match", "This was sealed for somebody else.")
    return content[end:]


@dataclass(frozen=True)
class FakeOffice:
    """Headquarters' keys by number: of those to sign with, newest first; of those to open with, current and next."""

    name: str
    signing: tuple[int, ...]
    opening: tuple[int, ...]
    made: list[int] = field(default_factory=lambda: [2], compare=False)

    def _signer(self, number: int) -> FakeSigner:
        return FakeSigner(hashlib.sha256(f"{self.name} signs {number}".encode()).digest())

    @property
    def sign_keys(self) -> tuple[bytes, ...]:
        return tuple(self._signer(number).public for number in self.signing)

    @property
    def recipients(self) -> tuple[str, ...]:
        return tuple(f"fake1{self.name[:20]}{number}" for number in self.opening)

    def signer(self, among: Collection[bytes] = ()) -> FakeSigner:
        held = [self._signer(number) for number in self.signing]
        return next((one for one in held if one.public in among), held[0])

    def open(self, sealed: bytes) -> bytes:
        for recipient in self.recipients[:-1]:
            try:
                return open_as(recipient, sealed)
            except Distrust as refusal:
                if refusal.code != "age-no-match":
                    raise
        return open_as(self.recipients[-1], sealed)

    def rotated(self) -> FakeOffice:
        current, following, *former = self.opening
        self.made[0] += 1
        newest = self.made[0]
        opening = (following, newest, current, *former)
        return FakeOffice(self.name, (newest, *self.signing), opening, self.made)

    def only(self, sign_keys: Collection[bytes], recipients: Sequence[str]) -> FakeOffice:
        signing = tuple(one for one in self.signing if self._signer(one).public in sign_keys)
        opening = tuple(n for n, name in zip(self.opening, self.recipients, strict=True) if name in recipients)
        return FakeOffice(self.name, signing, opening, self.made)

    def kept(self) -> bytes:
        return repr((self.name, self.signing, self.opening)).encode()


@dataclass(frozen=True)
class FakeKeys:
    """The keys of one installation. `made`: the last number of headquarters' keys; a backup does not turn it back."""

    signer: FakeSigner
    made: list[int] = field(default_factory=lambda: [2], compare=False)

    @classmethod
    def of(cls, name: str) -> FakeKeys:
        """Return the keys that belong to a name."""
        return cls(FakeSigner(hashlib.sha256(name.encode()).digest()))

    @property
    def device(self) -> bytes:
        """Return the id of the device with these keys."""
        return hashlib.sha256(self.signer.public).digest()[:16]

    @property
    def recipient(self) -> str:
        return "fake1" + self.signer.public.hex()[:24]

    def verify(self, public: bytes, message: bytes, signature: bytes) -> bool:
        return verify(public, message, signature)

    def open(self, sealed: bytes) -> bytes:
        return open_as(self.recipient, sealed)

    def sealer(self, recipients: Sequence[str]) -> Sealer:
        return FakeSealer(tuple(recipients))

    def office(self, kept: bytes | None = None) -> FakeOffice:
        """Return headquarters' keys, made of the device's name and numbers."""
        name = self.signer.public.hex()
        if kept is None:
            return FakeOffice(name, (1,), (1, 2), self.made)
        held, signing, opening = ast.literal_eval(kept.decode())
        return FakeOffice(held, signing, opening, self.made)

    def fingerprint(self, public: bytes) -> str:
        return str(int.from_bytes(hashlib.sha256(public).digest(), "big"))[:30]

    def same_fingerprint(self, one: str, other: str) -> bool:
        return one == other


@dataclass(frozen=True)
class FakeOfficerRing:
    """An officer's keys, made of a name."""

    name: str

    @classmethod
    def of(cls, name: str) -> FakeOfficerRing:
        """Return the keys that belong to a name."""
        return cls(name)

    @property
    def seal_key(self) -> bytes:
        return hashlib.sha256(b"seal " + self.name.encode()).digest()

    @property
    def sign_key(self) -> bytes:
        return hashlib.sha256(b"sign " + self.name.encode()).digest()

    def sign(self, message: bytes) -> bytes:
        return FakeSigner(self.sign_key).sign(message)

    def verify(self, public: bytes, message: bytes, signature: bytes) -> bool:
        return verify(public, message, signature)

    def recipient(self, seal_key: bytes) -> str:
        if len(seal_key) != 32:
            raise UserError("bad-recipient", "This is not a public key to seal to (age1…).")
        return "fake1" + seal_key.hex()

    def seal(self, plaintext: bytes, recipients: Sequence[str]) -> bytes:
        return FakeSealer(tuple(recipients))(plaintext)

    def open(self, sealed: bytes) -> bytes:
        return open_as(self.recipient(self.seal_key), sealed)

    def open_through(self, wrapped: bytes, sealed: bytes) -> bytes:
        return open_as(self.open(wrapped).decode(), sealed)

    def seal_own(self, nonce: bytes, plaintext: bytes, bound: bytes) -> bytes:
        return self.seal_value(self.seal_key, nonce, plaintext, bound)

    def open_own(self, box: bytes, bound: bytes) -> bytes:
        return self.open_value(self.seal_key, box, bound)

    def seal_value(self, key: bytes, nonce: bytes, plaintext: bytes, bound: bytes) -> bytes:
        return nonce + hashlib.sha256(key + bound + nonce + plaintext).digest() + plaintext

    def open_value(self, key: bytes, box: bytes, bound: bytes) -> bytes:
        nonce, tag, plaintext = box[:12], box[12:44], box[44:]
        if hashlib.sha256(key + bound + nonce + plaintext).digest() != tag:
            raise Distrust("seal-altered", "This was altered.")
        return plaintext
