"""Headquarters' own keys: the real ones and the fake keep the same promises over rotations and backups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.keys import FakeKeys, FakeSealer
from tipdesk.adapters.keys.office import OfficeKeys
from tipdesk.adapters.keys.ring import KeyRing
from tipdesk.adapters.keys.signing import DeviceKeys
from tipdesk.domain.errors import Distrust

if TYPE_CHECKING:
    from tipdesk.services.link_desk import Keys


class OfficeContract:
    """Subclasses give the keys of an installation."""

    @pytest.fixture
    def keys(self) -> Keys:
        """The keys of headquarters' device."""
        raise NotImplementedError

    def test_a_rotation_keeps_what_was_and_promises_what_comes(self, keys: Keys) -> None:
        """The next key becomes the current one, a new one is next, the former one stays; a new one signs."""
        office = keys.office()
        later = office.rotated()
        assert later.recipients[0] == office.recipients[1]
        assert later.recipients[2:] == office.recipients[:1]
        assert later.recipients[1] not in office.recipients
        assert later.sign_keys[1:] == office.sign_keys
        assert later.signer().public == later.sign_keys[0] not in office.sign_keys

    def test_either_key_opens_and_a_former_one_until_it_goes(self, keys: Keys) -> None:
        """What was sealed to current, next or former keys opens; after `only` the former one opens nothing."""
        office = keys.office()
        later = office.rotated()
        for recipient in later.recipients:
            assert later.open(keys.sealer([recipient])(b"entries")) == b"entries"
        kept = later.only(later.sign_keys[:1], later.recipients[:2])
        with pytest.raises(Distrust) as refusal:
            kept.open(keys.sealer(office.recipients[:1])(b"entries"))
        assert refusal.value.code == "age-no-match"
        assert (kept.sign_keys, kept.recipients) == (later.sign_keys[:1], later.recipients[:2])

    def test_the_signer_is_one_that_is_known(self, keys: Keys) -> None:
        """Asked for a former key it signs with that, else with the newest; its signature verifies."""
        later = keys.office().rotated()
        for known, expected in (((), 0), (later.sign_keys[1:], 1), (later.sign_keys, 0), ((b"stranger",), 0)):
            signer = later.signer(known)
            assert signer.public == later.sign_keys[expected]
            assert keys.verify(signer.public, b"receipt", signer.sign(b"receipt"))

    def test_what_is_kept_comes_back(self, keys: Keys) -> None:
        """The bytes in the store give the same keys again; a rotation of them makes others than one before did."""
        office = keys.office().rotated()
        again = keys.office(office.kept())
        assert (again.sign_keys, again.recipients) == (office.sign_keys, office.recipients)
        assert again.rotated().sign_keys[0] != office.rotated().sign_keys[0]


class TestOfficeKeys(OfficeContract):
    """The real keys."""

    @pytest.fixture
    def keys(self) -> Keys:
        """A device with new keys."""
        return KeyRing(DeviceKeys.generate())

    @pytest.mark.parametrize("kept", [b"", b"\x90", b"\x93\x02\x91\xc0\x90", b"no keys"])
    def test_damaged_bytes_are_refused(self, kept: bytes) -> None:
        """What is no set of keys is said so, by name."""
        with pytest.raises(Distrust) as refusal:
            OfficeKeys.from_bytes(kept)
        assert refusal.value.code == "office-keys-damaged"

    def test_half_a_key_is_refused(self) -> None:
        """A secret of another length, or fewer keys than two to open with, are no keys."""
        whole = OfficeKeys.generate()
        for broken in (whole.kept()[:-1], OfficeKeys(whole.signing, whole.identities[:1]).kept()):
            with pytest.raises(Distrust):
                OfficeKeys.from_bytes(broken)


class TestFakeOffice(OfficeContract):
    """The fake."""

    @pytest.fixture
    def keys(self) -> Keys:
        """A device by name."""
        return FakeKeys.of("headquarters")

    def test_the_fake_notices_an_altered_byte(self, keys: Keys) -> None:
        """It is not only who may open that counts."""
        office = keys.office()
        sealed = bytearray(FakeSealer(office.recipients)(b"entries"))
        sealed[-1] ^= 1
        with pytest.raises(Distrust):
            office.open(bytes(sealed))
