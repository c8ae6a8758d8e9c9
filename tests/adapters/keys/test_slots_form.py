"""What form alone tells of a slots file, before any passphrase is tried: its size, and who has a slot in it."""

import hashlib
from pathlib import Path

import msgspec
import pytest

from tipdesk.adapters.keys.slots_file import SlotsFile, read_slots, write_slots
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.adapters.keys.vault import create_slots
from tipdesk.domain.errors import Distrust

PASSPHRASE = "correct horse battery staple lamp river"
PREFIX = 40  # magic and checksum


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The slots file of a new home with one officer."""
    create_slots(tmp_path / "slots", "officer1", PASSPHRASE, cost=FLOOR)
    return tmp_path / "slots"


def whole_bytes(slots_file: SlotsFile) -> bytes:
    """Return a file with its checksum, as it would be written."""
    body = msgspec.msgpack.encode(slots_file)
    return b"TIPSLOTS" + hashlib.sha256(body).digest() + body


def test_a_file_is_read_up_to_a_mebibyte(path: Path) -> None:
    """Whatever somebody puts there costs no more memory: one byte beyond, and it is damaged."""
    whole = read_slots(path)
    room = (1 << 20) - PREFIX - len(msgspec.msgpack.encode(msgspec.structs.replace(whole, recovery=bytes(1 << 16))))
    full = msgspec.structs.replace(whole, recovery=bytes((1 << 16) + room))
    write_slots(path, full)
    assert path.stat().st_size == 1 << 20
    assert read_slots(path) == full
    for longer in (path.read_bytes() + b"x", whole_bytes(msgspec.structs.replace(full, recovery=full.recovery + b"x"))):
        path.write_bytes(longer)
        with pytest.raises(Distrust) as refusal:
            read_slots(path)
        assert refusal.value.code == "slots-damaged"


def test_each_officer_has_one_slot_and_one_code_of_theirs(path: Path) -> None:
    """An id twice among the slots or the codes, or a code for nobody, is damage before any passphrase is tried."""
    whole = read_slots(path)
    [own] = whole.slots
    stray = msgspec.structs.replace(own, slot_id=bytes(16))
    for wrong in ({"slots": (own, own)}, {"codes": (own, own)}, {"codes": (stray,)}):
        path.write_bytes(whole_bytes(msgspec.structs.replace(whole, **wrong)))
        with pytest.raises(Distrust) as refusal:
            read_slots(path)
        assert refusal.value.code == "slots-damaged"
    write_slots(path, msgspec.structs.replace(whole, codes=(own,)))
    assert read_slots(path).codes == (own,)
