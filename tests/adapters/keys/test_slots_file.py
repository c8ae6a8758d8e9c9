"""The slots file refuses every alteration and is replaced whole or not at all."""

import base64
import errno
import hashlib
import resource
import stat
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.adapters.keys.officers import PREFIX, add_slot, forge
from tests.stretching import stretching
from tipdesk.adapters.keys.slots_file import SlotsFile, read_slots, refused_write, write_slots
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.adapters.keys.vault import Opened, create_slots, open_slot
from tipdesk.domain.errors import Distrust, TipdeskError, Trouble

PASSPHRASE = "correct horse battery staple lamp river"
OTHER = "heron mango ferry chalk window seven"
json_like = st.recursive(
    st.none() | st.booleans() | st.integers(-(1 << 63), (1 << 64) - 1) | st.binary(max_size=20) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=8) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=30,
)
FROZEN = (
    "VElQU0xPVFNzo8BFFhmKD52SaR4Sm4B9kLYyA3EMreopVsCHp8I/+pcBxBD3TrUWQz7dUQ2MD7qhBO5+kZnEEO7kpVZCXFwfh36g"
    "qsmYJQbOAAEAAAMExBCV7MJ4utiRtX9fMTc02h52xAxXq6KiLnHXB/m5oE7EIOT6KzlCBaKX4RVnxmGAkGmYzg90v+CiSPnbjSpq"
    "dmltxF7ONvpnaLNkuiR/iC13lQe2UikuFXQQ6rDsiwrEUf/a2N3ULwS/B6iB/F9o6V/PJ/bR9gyOtMJcS3BZjYP5GLRQ1O+dLJDw"
    "Kce5XDA5+F2G5CZW0886NP7pMZx29cQcxFBKsH+n2I3igJjE83yER2gEzGlm8hPcG/D8L/mq0xZRdTka3eR5hMT9ISY+WM5T5tXI"
    "Bl6+Qf9tlYYjjtGGEDz9jBe/DyexwnF9VfMHlWCvJpGZxBDu5KVWQlxcH4d+oKrJmCUGzgABAAADBMQQVbq23IocCBRWpWrFHlYD"
    "lsQMkCMMhBn6sjfTM6XsxCDk+is5QgWil+EVZ8ZhgJBpmM4PdL/gokj5240qanZpbcRecSv+rZp5UDqzw3cLU4YBBuurySg1Tw1+"
    "mdV/y+eeN1lV+bCGXf19p8HIcCbR+Q9NAqLKU8zNkvLEkapZ9y6ty9dotB4cLUwoOHrX647pcL+qcDA4JqVmfaJD5IxmaMRQhPo3"
    "lZ/y7wUPvOKxbDSUiYA1quFgx76yfAXRC2k59F2eqyOXMAl+2J6QALz73FwsBkHGuJW+DHKD90ve92WOR+1VErlf6TdIjOZBM67h"
    "mqfEAMQgdLpLugEj8HbYXT9AHbhcp2SonQGYZ+31iz+EkXtjQZPEEJKgpw1fACWzzOMz0NsMGA4="
)


def unlock(path: Path) -> Opened:
    """Open the first officer's slot."""
    return open_slot(path, "officer1", PASSPHRASE)


def refusal_of_unlock(path: Path) -> TipdeskError:
    """Return the refusal that the right passphrase meets."""
    with pytest.raises(TipdeskError) as refusal:
        unlock(path)
    return refusal.value


def test_one_flipped_bit_in_every_byte_is_refused(path: Path) -> None:
    """Damage anywhere is called damage, before any passphrase work is done."""
    content = path.read_bytes()
    for place in range(len(content)):
        altered = bytearray(content)
        altered[place] ^= 1 << place % 8
        path.write_bytes(altered)
        assert refusal_of_unlock(path).code == "slots-damaged"


def test_every_truncation_and_extension_is_refused(path: Path) -> None:
    """A file cut at any length, grown by a byte or beyond its limit is refused."""
    content = path.read_bytes()
    for altered in (*(content[:length] for length in range(len(content))), content + b"\x00", content + bytes(1 << 20)):
        path.write_bytes(altered)
        assert refusal_of_unlock(path).code == "slots-damaged"


def test_a_forged_byte_with_a_right_checksum_is_refused(tmp_path: Path) -> None:
    """Whoever mends the checksum after an edit, of this slot or of another's, still meets a refusal."""
    path = tmp_path / "cheap"
    with stretching(cheaply=True):  # it is tried at every byte
        add_slot(path, create_slots(path, "officer1", PASSPHRASE, cost=FLOOR), "officer2", OTHER, cost=FLOOR)
        body = path.read_bytes()[PREFIX:]
        for place in range(len(body)):
            altered = bytearray(body)
            altered[place] ^= 1 << place % 8
            forge(path, bytes(altered))
            code = refusal_of_unlock(path).code
            assert code in {"slots-damaged", "slots-parameters", "slots-newer", "wrong-passphrase"}


def test_a_removed_slot_or_added_recovery_is_refused(path: Path) -> None:
    """Taking out another officer's slot or putting in a recovery seal needs the store key."""
    add_slot(path, unlock(path), "officer2", OTHER, cost=FLOOR)
    whole = read_slots(path)
    for forged in (
        msgspec.structs.replace(whole, slots=whole.slots[:1]),
        msgspec.structs.replace(whole, slots=whole.slots[::-1]),
        msgspec.structs.replace(whole, recovery=b"age-encryption.org/v1"),
    ):
        write_slots(path, forged)
        assert refusal_of_unlock(path).code == "slots-damaged"


def with_slot(whole: SlotsFile, **changes: object) -> SlotsFile:
    """Return the file with its first slot changed."""
    return msgspec.structs.replace(whole, slots=(msgspec.structs.replace(whole.slots[0], **changes),))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"memory_kib": FLOOR.memory_kib - 1}, "slots-parameters"),
        ({"memory_kib": 1 << 40}, "slots-parameters"),
        ({"passes": 1}, "slots-parameters"),
        ({"lanes": 1}, "slots-parameters"),
        ({"passes": FLOOR.passes + 1}, "wrong-passphrase"),
        ({"slot_id": bytes(16)}, "wrong-passphrase"),
        ({"slot_id": b""}, "slots-damaged"),
        ({"salt": b""}, "slots-damaged"),
        ({"nonce": bytes(12)}, "wrong-passphrase"),
        ({"nonce": b""}, "slots-damaged"),
        ({"officer_box": b""}, "wrong-passphrase"),
        ({"store_key_box": b""}, "slots-damaged"),
        ({"store_key_box": bytes(80)}, "slots-damaged"),
        ({"public": bytes(32)}, "wrong-passphrase"),
    ],
)
def test_parameters_and_boxes_are_bound_to_their_slot(path: Path, changes: dict[str, object], code: str) -> None:
    """Cost, salt, nonce, boxes, public key cannot be changed: out of bounds refused at sight, inside by the seal."""
    write_slots(path, with_slot(read_slots(path), **changes))
    assert refusal_of_unlock(path).code == code


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (msgspec.msgpack.encode([2, b"", [], b"", b"", "more"]), "slots-newer"),
        (msgspec.msgpack.encode([0, bytes(16), [], b"", b""]), "slots-damaged"),
        (msgspec.msgpack.encode([1, bytes(16), [], b"", b""]), "slots-damaged"),
        (msgspec.msgpack.encode([]), "slots-damaged"),
        (msgspec.msgpack.encode({}), "slots-damaged"),
        (msgspec.msgpack.encode(["x"]), "slots-damaged"),
        (b"", "slots-damaged"),
        (b"\xdd\xff\xff\xff\xff", "slots-damaged"),
        (b"\x91" * 5000, "slots-damaged"),
    ],
)
def test_a_body_of_another_form_is_refused(path: Path, body: bytes, code: str) -> None:
    """A later version is told from damage; nothing but the canonical form is read."""
    forge(path, body)
    assert refusal_of_unlock(path).code == code


def test_only_one_way_to_write_a_file_is_read(path: Path) -> None:
    """The same content in another spelling, of an earlier version or without its last column, is damaged."""
    body = path.read_bytes()[PREFIX:]
    columns = msgspec.msgpack.decode(body, type=list[msgspec.Raw])
    assert body[:2] == b"\x97\x01"
    for other in (b"\x97\xcc\x01" + body[2:], b"\x97\x00" + body[2:], msgspec.msgpack.encode(columns[:-1])):
        forge(path, other)
        assert refusal_of_unlock(path).code == "slots-damaged"


def test_an_officer_has_one_slot_and_one_code_of_it(path: Path) -> None:
    """Two slots of one officer, two codes, or a code of somebody without a slot are refused, and each for itself."""
    whole = read_slots(path)
    [slot] = whole.slots
    stranger = msgspec.structs.replace(slot, slot_id=bytes(16))
    write_slots(path, msgspec.structs.replace(whole, codes=(slot,)))
    assert read_slots(path).codes == (slot,)
    for slots, codes in (((slot, slot), ()), ((slot,), (slot, slot)), ((slot,), (stranger,)), ((), ())):
        write_slots(path, msgspec.structs.replace(whole, slots=slots, codes=codes))
        assert refusal_of_unlock(path).code == "slots-damaged"


def test_costs_outside_the_bounds_are_refused_before_any_passphrase(path: Path) -> None:
    """Already where the file is read, of a slot and of a code."""
    whole = read_slots(path)
    cheap = msgspec.structs.replace(whole.slots[0], memory_kib=8)
    for changed in (
        msgspec.structs.replace(whole, slots=(cheap,)),
        msgspec.structs.replace(whole, codes=(cheap,)),
    ):
        write_slots(path, changed)
        with pytest.raises(Distrust) as caught:
            read_slots(path)
        assert caught.value.code == "slots-parameters"


def test_no_file_is_ever_equal_to_an_earlier_one(path: Path) -> None:
    """Each writing draws sixteen bytes, which the store key vouches for as for everything else."""
    opened, whole = unlock(path), read_slots(path)
    again = whole.authenticated(opened.store_key)
    assert (len(whole.turn), len(again.turn)) == (16, 16)
    assert again.turn != whole.turn
    assert again.is_of(opened.store_key)
    assert not msgspec.structs.replace(again, turn=whole.turn).is_of(opened.store_key)
    assert not again.is_of(bytes(32))


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=300) | st.lists(json_like, max_size=7).map(msgspec.msgpack.encode))
def test_rubbish_with_a_right_checksum_is_refused_by_name(tmp_path: Path, body: bytes) -> None:
    """Whatever the body is, reading it ends in a refusal of ours and nothing else."""
    path = tmp_path / "slots"
    path.write_bytes(b"TIPSLOTS" + hashlib.sha256(body).digest() + body)
    with pytest.raises(Distrust):
        read_slots(path)


def test_the_file_is_this_accounts_alone_and_leaves_no_part(path: Path) -> None:
    """The file has mode 0600 whatever the umask, also over a part left by a crash, which is gone afterwards."""
    left = path.with_name("slots.part")
    left.write_bytes(b"left by a crash")
    left.chmod(0o644)
    opened = unlock(path)
    add_slot(path, opened, "officer2", OTHER, cost=FLOOR)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["slots"]


def test_a_write_that_fails_leaves_the_old_file(path: Path) -> None:
    """Where the disk takes no more bytes the officer is told and the old slots still open."""
    whole = read_slots(path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(Trouble) as refusal:
            write_slots(path, whole)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert refusal.value.code == "slots-unwritable"
    assert [entry.name for entry in path.parent.iterdir()] == ["slots"]
    assert unlock(path).login == "officer1"


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "disk-full"), (errno.EDQUOT, "disk-full"), (errno.EIO, "slots-unwritable")]
)
def test_a_full_disk_is_told_by_name(number: int, code: str) -> None:
    """A full disk or a spent quota is said to be that; any other failure gets the general sentence."""
    assert refused_write(OSError(number, "refused")).code == code


def test_a_missing_or_unreadable_file_is_trouble(tmp_path: Path) -> None:
    """No file, a folder in its place, a folder that is a file: the world is in the way, nothing is distrusted."""
    (tmp_path / "file").touch()
    for place, code in (("none", "slots-missing"), (".", "slots-unreadable"), ("file/slots", "slots-unreadable")):
        refusal = refusal_of_unlock(tmp_path / place)
        assert isinstance(refusal, Trouble)
        assert refusal.code == code
    with pytest.raises(Trouble) as unwritable:
        create_slots(tmp_path / "file" / "slots", "officer1", PASSPHRASE, cost=FLOOR)
    assert unwritable.value.code == "slots-unwritable"


def test_a_file_of_the_first_version_opens_for_ever(tmp_path: Path) -> None:
    """The format is frozen: a file that the first version wrote gives the store key and officer's keys it held."""
    path = tmp_path / "slots"
    path.write_bytes(base64.b64decode(FROZEN))
    opened = unlock(path)
    keys = opened.officer_keys
    held = opened.store_key + keys.x25519_private + keys.signing.seed
    assert hashlib.sha256(held).hexdigest() == "0b9442e01a6af789731b10e71a3a6500a7af665239f487187ecda02e3f50b4a4"


def test_an_altered_file_is_distrust(path: Path) -> None:
    """Damage belongs to the family that is never retried by itself."""
    path.write_bytes(b"")
    assert isinstance(refusal_of_unlock(path), Distrust)
