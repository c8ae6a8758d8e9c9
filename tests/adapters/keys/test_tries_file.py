"""The two places where tries are noted: what is written comes back, and what one lost the other still says."""

from __future__ import annotations

import hashlib
import stat
from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.lab.full.disk import disk_of, fill, why_not
from tipdesk.adapters.keys.tries_file import Tries, read_tries, write_tries
from tipdesk.domain.errors import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ANN, BEN = b"a" * 16, b"b" * 16
MOST = 4_096
MEBIBYTE = 1 << 20


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    """Two places, neither of which is there yet."""
    return tmp_path / "home" / "tries", tmp_path / "account" / "state" / "tries"


def put(place: Path, body: bytes, magic: bytes = b"TIPTRIES") -> None:
    """Write a body with a right checksum."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(magic + hashlib.sha256(body).digest() + body)


def test_what_is_written_comes_back_from_both(places: tuple[Path, Path]) -> None:
    """Each place says all of each login, whether or not it said anything before; folders are this account's alone."""
    ann, ben = Tries(ANN, 3, 7, 2, 60_000, 5_000, b"boot"), Tries(BEN)
    for tries in ({ANN: ben}, {ANN: ann, BEN: ben}):
        write_tries(places, tries)
    assert read_tries(places) == {ANN: [ann, ann], BEN: [ben, ben]}
    folders = [places[0].parent, places[1].parent]
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in folders] == [0o700, 0o700]


def test_the_form_is_frozen(places: tuple[Path, Path]) -> None:
    """Programs read each other's counts: magic, checksum, length, one row of seven for each login, zeros to 4 KiB."""
    body = msgspec.msgpack.encode([[ANN, 3, 7, 2, 60_000, 5_000, b"boot"]])
    rest = (len(body).to_bytes(4, "big") + body).ljust(4096 - 40, b"\0")
    write_tries(places, {ANN: Tries(ANN, 3, 7, 2, 60_000, 5_000, b"boot")})
    assert [place.read_bytes() for place in places] == [b"TIPTRIE2" + hashlib.sha256(rest).digest() + rest] * 2


def test_what_earlier_programs_counted_goes_on(places: tuple[Path, Path]) -> None:
    """Their files end with the rows and have another magic; the count in them is not forgotten by an update."""
    put(places[0], msgspec.msgpack.encode([[ANN, 3, 7, 2, 60_000, 5_000, b"boot"]]))
    assert read_tries(places) == {ANN: [Tries(ANN, 3, 7, 2, 60_000, 5_000, b"boot")]}


@pytest.mark.parametrize(
    ("body", "magic"),
    [
        (msgspec.msgpack.encode([Tries(ANN, 0, 1)]), b"TIPSLOTS"),
        (msgspec.msgpack.encode([Tries(ANN[:15], 0, 1)]), b"TIPTRIES"),
        (msgspec.msgpack.encode([Tries(ANN + b"x", 0, 1)]), b"TIPTRIES"),
        (msgspec.msgpack.encode([Tries(ANN, 0, -1)]), b"TIPTRIES"),
        (msgspec.msgpack.encode([[ANN, "many"]]), b"TIPTRIES"),
        (msgspec.msgpack.encode(7), b"TIPTRIES"),
        (b"\x91" * 5_000, b"TIPTRIES"),
        (b"", b"TIPTRIES"),
    ],
)
def test_a_place_of_another_form_says_nothing(places: tuple[Path, Path], body: bytes, magic: bytes) -> None:
    """Another magic, no login's id, fewer than no failures, no rows at all: the other place counts alone."""
    write_tries(places, {ANN: Tries(ANN, 0, 5)})
    put(places[1], body, magic)
    assert read_tries(places) == {ANN: [Tries(ANN, 0, 5)]}


def test_a_damaged_place_says_nothing(places: tuple[Path, Path]) -> None:
    """Whichever byte was changed, of the zeros too, or where it was cut; also where it is gone, or is a folder."""
    write_tries(places, {ANN: Tries(ANN, 0, 5)})
    whole = places[0].read_bytes()
    for at in (*range(120), *range(120, len(whole), 97)):  # rows and zeros
        places[0].write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert read_tries(places) == {ANN: [Tries(ANN, 0, 5)]}
        places[0].write_bytes(whole[:at])
        assert read_tries(places) == {ANN: [Tries(ANN, 0, 5)]}
    places[0].unlink()
    places[1].unlink()
    places[1].mkdir()
    assert read_tries(places) == {}


def test_a_login_without_failures_is_told_as_well(places: tuple[Path, Path]) -> None:
    """Nought failures after an unlock is news that an old copy must not outweigh."""
    put(places[0], msgspec.msgpack.encode([Tries(ANN, 1, 0), Tries(BEN, 0, 1)]))
    assert read_tries(places) == {ANN: [Tries(ANN, 1, 0)], BEN: [Tries(BEN, 0, 1)]}


def test_no_more_than_a_mebibyte_is_read(places: tuple[Path, Path]) -> None:
    """A place that somebody filled costs no memory: one byte more, and it says nothing."""
    room = MEBIBYTE - 40 - len(msgspec.msgpack.encode([Tries(ANN, boot=bytes(1 << 16))]))
    fits = Tries(ANN, boot=bytes((1 << 16) + room))
    put(places[0], msgspec.msgpack.encode([fits]))
    assert places[0].stat().st_size == MEBIBYTE
    assert read_tries(places) == {ANN: [fits]}
    put(places[0], msgspec.msgpack.encode([msgspec.structs.replace(fits, boot=fits.boot + b"x")]))
    assert read_tries(places) == {}


def invented(count: int, failures: int = 1) -> dict[bytes, Tries]:
    """Return the tries of logins that nobody has."""
    return {(one := number.to_bytes(16, "big")): Tries(one, 0, failures) for number in range(count)}


def test_as_many_logins_as_there_may_be_are_all_kept(places: tuple[Path, Path]) -> None:
    """Not one of them is forgotten."""
    logins = invented(MOST)
    write_tries(places, logins)
    assert read_tries(places) == {login: [one, one] for login, one in logins.items()}


def test_of_more_those_with_fewest_failures_are_forgotten(places: tuple[Path, Path]) -> None:
    """An officer who unlocked once stays, with no failures too, whatever logins somebody invents."""
    known = {ANN: Tries(ANN, 1, 0), BEN: Tries(BEN, 5, 0)}
    logins = {b"l" * 16: Tries(b"l" * 16, 0, 1), **known, **invented(MOST - 1, failures=2)}
    write_tries(places, logins)
    found = read_tries(places)
    assert len(found) == MOST
    assert set(logins) - set(found) == {b"l" * 16, (MOST - 2).to_bytes(16, "big")}


def test_what_cannot_be_written_is_told(places: tuple[Path, Path]) -> None:
    """Where a place cannot be made there is no try, by name."""
    places[0].parent.write_text("in the way", "ascii")
    with pytest.raises(Trouble) as caught:
        write_tries(places, {ANN: Tries(ANN)})
    assert caught.value.code == "tries-unwritable"


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Callable[[], Path]]:
    """Two places that have been written, on a disk that can be filled to its last byte: that returns what fills it."""
    if reason := why_not():
        pytest.skip(reason)
    with disk_of(2, tmp_path / "home") as disk:
        yield lambda: fill(disk)


def in_place(folder: Path) -> tuple[Path, Path]:
    """Both places on the disk of a folder."""
    return folder / "home" / "tries", folder / "home" / "state" / "tries"


def test_a_full_disk_takes_the_next_count(tmp_path: Path, full_disk: Callable[[], Path]) -> None:
    """Where no other file can be made the one that is there is written over, in both places; new logins fit as well."""
    places = in_place(tmp_path)
    write_tries(places, {ANN: Tries(ANN, 0, 1)})
    full_disk()
    tries = {ANN: Tries(ANN, 0, 2), **{bytes([number]) * 16: Tries(bytes([number]) * 16) for number in range(20)}}
    write_tries(places, tries, counted=[ANN])
    assert read_tries(places) == {login: [one, one] for login, one in tries.items()}


def test_a_full_disk_forgets_invented_logins_first(tmp_path: Path, full_disk: Callable[[], Path]) -> None:
    """Where not all fit, the login that is tried stays, then who has unlocked before, then those with most failures."""
    places = in_place(tmp_path)
    write_tries(places, {BEN: Tries(BEN, 7, 3)})
    full_disk()
    invented = {number.to_bytes(16, "big"): Tries(number.to_bytes(16, "big"), 0, 1) for number in range(400)}
    write_tries(places, {**invented, BEN: Tries(BEN, 7, 3), ANN: Tries(ANN, 0, 1)}, counted=[ANN])
    found = read_tries(places)
    assert (found[ANN], found[BEN]) == ([Tries(ANN, 0, 1)] * 2, [Tries(BEN, 7, 3)] * 2)
    assert 20 < len(found) < 402


def test_a_full_disk_is_asked_for_room_first(tmp_path: Path, full_disk: Callable[[], Path]) -> None:
    """Where no place was ever written there is nothing to write over: room is made, or there is no try."""
    places, filler = in_place(tmp_path), full_disk()
    with pytest.raises(Trouble) as refusal:
        write_tries(places, {ANN: Tries(ANN)})
    assert refusal.value.code == "tries-unwritable"

    def make_room() -> int:
        filler.unlink()
        return 1

    write_tries(places, {ANN: Tries(ANN)}, make_room=make_room)
    assert read_tries(places) == {ANN: [Tries(ANN)] * 2}


def test_the_place_that_says_nothing_is_written_first(places: tuple[Path, Path]) -> None:
    """A writing that ends in its middle finds one place whole at every moment: what is missing is made before."""
    write_tries(places, {ANN: Tries(ANN, 0, 3)})
    for missing, whole in (places, places[::-1]):
        missing.unlink()
        whole.parent.chmod(0o500)
        missing.parent.chmod(0o700)
        (whole.with_name(whole.name + ".part")).mkdir()  # the second writing is refused
        with pytest.raises(Trouble):
            write_tries(places, {ANN: Tries(ANN, 0, 4)})
        (whole.with_name(whole.name + ".part")).rmdir()
        whole.parent.chmod(0o700)
        assert sorted(one.failures for one in read_tries(places)[ANN]) == [3, 4]
        write_tries(places, {ANN: Tries(ANN, 0, 3)})
