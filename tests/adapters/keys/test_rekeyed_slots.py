"""Slots for another store key, and slots that go: who opens it afterwards, and who does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.adapters.keys.officers import ANN, BEN, Home, make_home, refusal
from tipdesk.adapters.keys.age import open_sealed
from tipdesk.adapters.keys.recovery import Recovery, make_recovery
from tipdesk.adapters.keys.slot_deeds import (
    has_code,
    need_slot,
    open_by_code,
    rekeyed_slots,
    remove_slots,
    without_slots,
)
from tipdesk.adapters.keys.slots_file import write_slots
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.adapters.keys.vault import open_slot

if TYPE_CHECKING:
    from pathlib import Path

NEW_KEY = b"n" * 32


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home of Ann and Ben."""
    return make_home(tmp_path / "slots")


def test_both_open_the_new_key(home: Home) -> None:
    """The same passphrases and the same code lead to the new key, recovery does, and the old key is nowhere."""
    recovery: Recovery = make_recovery()
    publics = [one.officer_keys.x25519_public for one in (home.ann, home.ben)]
    rekeyed = rekeyed_slots(home.file, NEW_KEY, [str(recovery.identity.recipient)], publics)
    write_slots(home.path, rekeyed)
    for login, passphrase, before in (("ann", ANN, home.ann), ("ben", BEN, home.ben)):
        opened = open_slot(home.path, login, passphrase)
        assert (opened.store_key, opened.officer_keys) == (NEW_KEY, before.officer_keys)
    assert open_sealed(home.file.recovery, recovery.identity) == NEW_KEY
    assert (
        open_by_code(home.path, "ben", home.code, "window seven chalk ferry mango heron", cost=FLOOR).store_key
        == NEW_KEY
    )
    assert not has_code(home.path, "ben")


def test_strangers_are_not_carried_over(home: Home) -> None:
    """A slot whose public key nobody knows here stays behind with its code; where no slot is left, that is refused."""
    rekeyed = rekeyed_slots(home.file, NEW_KEY, [], [home.ann.officer_keys.x25519_public])
    assert [slot.slot_id for slot in rekeyed.slots] == [home.slot_id("ann")]
    assert rekeyed.codes == ()
    forged = msgspec.structs.replace(home.file.codes[0], slot_id=home.slot_id("ann"))
    mixed = msgspec.structs.replace(home.file, codes=(forged,))
    assert refusal(lambda: rekeyed_slots(mixed, NEW_KEY, [], [home.ann.officer_keys.x25519_public])) == "last-slot"
    assert refusal(lambda: rekeyed_slots(home.file, NEW_KEY, [], [])) == "last-slot"


def test_a_slot_goes_with_its_code(home: Home) -> None:
    """Ann stays as she was; a code without its slot goes as well; the last slot never goes."""
    left = without_slots(home.file, [home.slot_id("ben")])
    assert ([slot.slot_id for slot in left.slots], left.codes) == ([home.slot_id("ann")], ())
    kept = without_slots(home.file, [home.slot_id("ann")])
    assert [slot.slot_id for slot in (*kept.slots, *kept.codes)] == [home.slot_id("ben")] * 2
    assert refusal(lambda: without_slots(home.file, [home.slot_id(one) for one in ("ann", "ben")])) == "last-slot"
    orphan = msgspec.structs.replace(home.file, slots=home.file.slots[:1])
    assert without_slots(orphan, []).codes == ()


def test_who_was_removed_does_not_open(home: Home) -> None:
    """Neither by passphrase nor by code; the others do, and the slot is told to be none."""
    remove_slots(home.path, home.ann, [home.slot_id("ben")])
    assert refusal(lambda: open_slot(home.path, "ben", BEN)) == "wrong-passphrase"
    assert refusal(lambda: open_by_code(home.path, "ben", home.code, BEN, cost=FLOOR)) == "wrong-passphrase"
    assert refusal(lambda: need_slot(home.file, home.slot_id("ben"))) == "no-slot"
    assert need_slot(home.file, home.slot_id("ann")).slot_id == home.slot_id("ann")
    assert open_slot(home.path, "ann", ANN) == home.ann
    assert not has_code(home.path, "ben")
