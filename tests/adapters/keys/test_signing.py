"""Signatures verify only what was signed, device keys survive storage, and thirty digits tell keys apart."""

import hashlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipdesk.adapters.keys.signing import DeviceKeys, SigningKey, device_id, fingerprint, same_fingerprint, verify
from tipdesk.domain.errors import Distrust


@given(seed=st.binary(min_size=32, max_size=32), message=st.binary(max_size=200))
def test_a_signature_verifies_its_message_alone(seed: bytes, message: bytes) -> None:
    """A signature is valid for its key and message, and for no other message or key."""
    key = SigningKey.from_seed(seed)
    signature = key.sign(message)
    assert verify(key.public, message, signature)
    assert not verify(key.public, message + b"\x00", signature)
    assert not verify(SigningKey.generate().public, message, signature)


def test_one_flipped_bit_in_every_byte_of_a_signature_is_refused() -> None:
    """No altered signature verifies."""
    key = SigningKey.generate()
    signature = key.sign(b"head")
    for place in range(len(signature)):
        altered = bytearray(signature)
        altered[place] ^= 1 << place % 8
        assert not verify(key.public, b"head", bytes(altered))


@pytest.mark.parametrize(
    ("public", "signature"), [(b"", b""), (bytes(31), bytes(64)), (bytes(33), bytes(64)), (b"\xff" * 32, b"\xff" * 65)]
)
def test_malformed_keys_and_signatures_are_simply_not_valid(public: bytes, signature: bytes) -> None:
    """Bytes of a wrong length or form answer False and raise nothing."""
    assert not verify(public, b"head", signature)


def test_a_seed_of_another_length_is_our_own_mistake() -> None:
    """Only 32 bytes make a signing key, and a seed never shows in a representation."""
    with pytest.raises(ValueError, match="32 bytes"):
        SigningKey.from_seed(bytes(31))
    key = SigningKey.generate()
    assert repr(key.seed) not in repr(DeviceKeys(key, DeviceKeys.generate().identity))


def test_device_keys_survive_storage() -> None:
    """Stored device keys come back equal and keep their device id, the first half of the public key's hash."""
    keys = DeviceKeys.generate()
    again = DeviceKeys.from_bytes(keys.to_bytes())
    assert again == keys
    assert again.device_id == device_id(keys.signing.public) == hashlib.sha256(keys.signing.public).digest()[:16]


def test_the_stored_form_of_device_keys_is_frozen() -> None:
    """Stores keep this form, so it is exactly version, signing seed and age secret."""
    keys = DeviceKeys.generate()
    assert keys.to_bytes() == msgspec.msgpack.encode([1, keys.signing.seed, keys.identity.secret])


@pytest.mark.parametrize(
    "stored",
    [
        b"",
        b"\x93",
        msgspec.msgpack.encode([2, bytes(32), bytes(32)]),
        msgspec.msgpack.encode([1, bytes(31), bytes(32)]),
        msgspec.msgpack.encode([1, bytes(32), bytes(33)]),
        msgspec.msgpack.encode([1, bytes(32), bytes(32), 0]),
        msgspec.msgpack.encode([1, bytes(32), bytes(32)]) + b"\x00",
    ],
)
def test_damaged_device_keys_are_refused_by_name(stored: bytes) -> None:
    """Stored device keys of another version, length or form are Distrust."""
    with pytest.raises(Distrust) as refusal:
        DeviceKeys.from_bytes(stored)
    assert refusal.value.code == "device-keys-damaged"


@given(material=st.binary(max_size=100))
def test_a_fingerprint_is_six_groups_of_five_digits(material: bytes) -> None:
    """Any key material gives thirty digits, and spaces do not matter when they are compared."""
    digits = fingerprint(material)
    assert [len(group) for group in digits.split(" ")] == [5] * 6
    assert digits.replace(" ", "").isdecimal()
    assert same_fingerprint(digits, digits.replace(" ", ""))
    assert same_fingerprint(f"  {digits}\n", digits)
    assert not same_fingerprint(digits, fingerprint(material + b"\x00"))


def test_a_fingerprint_is_frozen() -> None:
    """The digits of known material never change: people have them on paper."""
    assert fingerprint(b"tipdesk") == "44710 64398 68338 51531 01403 17837"


@pytest.mark.parametrize("typed", ["", "12345", "1" * 29, "1" * 31, "x" * 30 + "é"])
def test_a_short_fingerprint_never_matches_even_itself(typed: str) -> None:
    """Nothing but thirty characters is ever the same fingerprint."""
    assert not same_fingerprint(typed, typed)
