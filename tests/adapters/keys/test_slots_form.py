"""What form alone tells of a slots file, before any passphrase is tried: its size, and who has a slot in it."""

from pathlib import Path

import msgspec
import pytest

from tests.adapters.keys.officers import PREFIX, forge
from tipdesk.adapters.keys.slots_file import read_slots, write_slots
from tipdesk.domain.errors import Distrust


def test_a_file_is_read_up_to_a_mebibyte(path: Path) -> None:
    """Whatever somebody puts there costs no more memory: one byte beyond, and it is damaged."""
    whole = read_slots(path)
    room = (1 << 20) - PREFIX - len(msgspec.msgpack.encode(msgspec.structs.replace(whole, recovery=bytes(1 << 16))))
    full = msgspec.structs.replace(whole, recovery=bytes((1 << 16) + room))
    write_slots(path, full)
    assert path.stat().st_size == 1 << 20
    assert read_slots(path) == full
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(Distrust) as refusal:
        read_slots(path)
    assert refusal.value.code == "slots-damaged"
    forge(path, msgspec.msgpack.encode(msgspec.structs.replace(full, recovery=full.recovery + b"x")))
    with pytest.raises(Distrust) as refusal:
        read_slots(path)
    assert refusal.value.code == "slots-damaged"


def test_each_officer_has_one_slot_and_one_code_of_theirs(path: Path) -> None:
    """An id twice among the slots or the codes, or a code for nobody, is damage before any passphrase is tried."""
    whole = read_slots(path)
    [own] = whole.slots
    stray = msgspec.structs.replace(own, slot_id=bytes(16))
    for wrong in ({"slots": (own, own)}, {"codes": (own, own)}, {"codes": (stray,)}):
        forge(path, msgspec.msgpack.encode(msgspec.structs.replace(whole, **wrong)))
        with pytest.raises(Distrust) as refusal:
            read_slots(path)
        assert refusal.value.code == "slots-damaged"
    write_slots(path, msgspec.structs.replace(whole, codes=(own,)))
    assert read_slots(path).codes == (own,)
