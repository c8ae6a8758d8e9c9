"""How a PIN is kept: a salted hash that fits one PIN and tells nothing of it."""

import pytest
from msgspec import msgpack

from tipdesk.adapters.keys.pins import PinSeal
from tipdesk.adapters.keys.stretching import FLOOR, stretch
from tipdesk.domain.errors import Distrust


def test_only_the_right_pin_fits() -> None:
    """The same PIN is sealed differently each time; each sealed value fits it and no other, and does not hold it."""
    seal = PinSeal()
    one, other = seal.seal("718293"), seal.seal("718293")
    assert one != other
    assert b"718293" not in one
    assert seal.fits(one, "718293")
    assert seal.fits(other, "718293")
    assert not seal.fits(one, "718294")


@pytest.mark.parametrize("kept", [b"", b"junk", bytes(64)])
def test_what_cannot_be_read_is_distrusted(kept: bytes) -> None:
    """A damaged value is a named refusal; the passphrase still works."""
    with pytest.raises(Distrust) as caught:
        PinSeal().fits(kept, "718293")
    assert caught.value.code == "pin-unreadable"


def test_the_form_is_frozen() -> None:
    """Stores keep it: version, cost, salt and hash, of the PIN in its one spelling. No other version is guessed at."""
    salt = bytes(range(16))
    kept = [1, FLOOR.memory_kib, FLOOR.passes, FLOOR.lanes, salt, stretch(b"718293", salt, FLOOR)]
    assert PinSeal().fits(msgpack.encode(kept), "\uff17\uff11\uff18\uff12\uff19\uff13")
    for version in (0, 2):
        with pytest.raises(Distrust) as caught:
            PinSeal().fits(msgpack.encode([version, *kept[1:]]), "718293")
        assert caught.value.code == "pin-unreadable"


def test_a_cheap_hash_is_refused() -> None:
    """Parameters below the floor are not run: a swapped value gains nothing."""
    weak = msgpack.encode([1, 8, 1, 1, bytes(16), bytes(32)])
    with pytest.raises(Distrust):
        PinSeal().fits(weak, "718293")
